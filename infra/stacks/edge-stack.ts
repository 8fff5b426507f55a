import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { MonthlyBudget } from '../constructs/monthly-budget.ts';
import type { StageSettings } from '../stages.ts';

/** Requests of one address in five minutes: a page that is left open asks about a hundred. */
const maxRequests = 1000;

export interface EdgeStackProps {
  readonly stage: string;
  readonly settings: Pick<StageSettings, 'account' | 'alarmAddress' | 'monthlyBudget' | 'portal'>;
}

/**
 * What AWS has in us-east-1 and nowhere else: the web ACL of the contacts' page, whose ARN is the setting
 * `portal.webAcl` of the other stack, and the budget.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { stage, settings }: EdgeStackProps) {
    const { account, alarmAddress, monthlyBudget, portal } = settings;
    super(scope, id, {
      description: `Scorebook, stage ${stage}: what is in us-east-1`,
      terminationProtection: true,
      env: { ...(account === null ? {} : { account }), region: 'us-east-1' },
    });
    if (monthlyBudget !== null) {
      new MonthlyBudget(this, 'Budget', { name: `scorebook-${stage}`, dollars: monthlyBudget, address: alarmAddress });
    }
    if (portal !== null) this.webAcl(stage);
  }

  private webAcl(stage: string): void {
    const seen = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
      metricName: `scorebook-${stage}-${metricName}`,
    });
    const acl = new CfnWebACL(this, 'WebAcl', {
      name: `scorebook-${stage}-portal`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen('portal'),
      rules: [
        {
          name: 'rate',
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: maxRequests, evaluationWindowSec: 300, aggregateKeyType: 'IP' } },
          visibilityConfig: seen('rate'),
        },
        {
          name: 'reputation',
          priority: 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesAmazonIpReputationList' },
          },
          visibilityConfig: seen('reputation'),
        },
      ],
    });
    new CfnOutput(this, 'WebAclArn', { value: acl.attrArn });
  }
}

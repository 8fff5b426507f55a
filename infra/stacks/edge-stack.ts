import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

/** Requests of one address in five minutes: a page that is left open asks about a hundred. */
const maxRequests = 1000;

/**
 * The web ACL of the contacts' page. The edge takes it from us-east-1 and nowhere else, so it is a stack of its own;
 * its ARN is the setting SCOREBOOK_WEB_ACL of the other one.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id, {
      description: `Scorebook, stage ${stage}: web ACL of the contacts' page`,
      env: { region: 'us-east-1' },
    });
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

import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';

export interface MonthlyBudgetProps {
  readonly name: string;
  /** US dollars. */
  readonly dollars: number;
  readonly address: string;
}

/**
 * Mails when the bill of the account will be above so much this month, and when it is. Of the whole account: a bill by
 * tags needs tags that somebody has switched on for it.
 */
export class MonthlyBudget extends Construct {
  constructor(scope: Construct, id: string, { name, dollars, address }: MonthlyBudgetProps) {
    super(scope, id);
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: name,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: dollars, unit: 'USD' },
      },
      notificationsWithSubscribers: (['FORECASTED', 'ACTUAL'] as const).map((notificationType) => ({
        notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold: 100 },
        subscribers: [{ subscriptionType: 'EMAIL', address }],
      })),
    });
  }
}

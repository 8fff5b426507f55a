import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { retentionDays } from '../retention.ts';

/** The one table. No index: no decision may be taken on a read that lags behind. */
export class BenchmarkTable extends Construct {
  readonly table: Table;

  constructor(
    scope: Construct,
    id: string,
    { name, deletionProtection }: { readonly name: string; readonly deletionProtection: boolean },
  ) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      tableName: name,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: retentionDays.tableBackups,
      },
      // Of mails (notices sent, mails refused, mails counted) and of runs alone: answers, scores and what was published
      // have no such field.
      timeToLiveAttribute: 'expiresAt',
      deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}

import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type ITable, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { retentionDays } from '../retention.ts';

export interface BenchmarkTableProps {
  readonly name: string;
  /**
   * A table that DynamoDB has restored, in place of the stack's own, which stays as it is. CloudFormation can make
   * no table that is there already, so what the restored one is set to is not said here: docs/operate.md.
   */
  readonly restored: string | null;
  readonly deletionProtection: boolean;
}

/** The one table. No index: no decision may be taken on a read that lags behind. */
export class BenchmarkTable extends Construct {
  readonly table: ITable;

  constructor(scope: Construct, id: string, { name, restored, deletionProtection }: BenchmarkTableProps) {
    super(scope, id);
    if (restored !== null) {
      this.table = Table.fromTableName(this, 'Restored', restored);
      return;
    }
    // CDK's own types disagree under exactOptionalPropertyTypes.
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
    }) as ITable;
  }
}

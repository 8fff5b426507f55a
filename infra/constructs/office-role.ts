import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, AnyPrincipal, Effect, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { officePrefixes } from '../../shared/config/object-keys.ts';
import { allowObjects } from './allow-objects.ts';
import type { SubmissionBuckets } from './submission-buckets.ts';

/**
 * Whom the office is when it puts files in by the console or the command line. People of the account who are
 * allowed to take the role may write under the office's prefixes; nobody else may, whatever else they are allowed.
 */
export class OfficeRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { name, buckets }: { name: string; buckets: SubmissionBuckets }) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      roleName: name,
      assumedBy: new AccountPrincipal(Stack.of(this).account),
      description: 'The benchmark office: puts files and registry workbooks into the inbox',
    });
    for (const prefix of officePrefixes) {
      allowObjects(this.role, ['s3:PutObject'], buckets.inbox, prefix, 'The office names its files as it likes.');
    }
    // Parts of a large upload are decrypted to be put together.
    this.role.addToPolicy(
      new PolicyStatement({ actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [buckets.key.keyArn] }),
    );
    buckets.inbox.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: officePrefixes.map((prefix) => buckets.inbox.arnForObjects(`${prefix}*`)),
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': this.role.roleArn } },
      }),
    );
  }
}

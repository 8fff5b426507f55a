import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

/** Objects under a prefix, whose names nobody knows beforehand: the one wildcard there is, each with its reason. */
export function allowObjects(
  role: Role,
  actions: string[],
  bucket: Bucket,
  prefix: string,
  reason: string,
  conditions: Record<string, unknown> = {},
): void {
  const objects = `${prefix}*`;
  role.addToPolicy(new PolicyStatement({ actions, resources: [bucket.arnForObjects(objects)], conditions }));
  const arn: { readonly 'Fn::GetAtt': readonly [string, string] } = Stack.of(role).resolve(bucket.bucketArn);
  const finding = `Resource::<${arn['Fn::GetAtt'].join('.')}>/${objects}`;
  Validations.of(role).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[${finding}]`, reason });
}

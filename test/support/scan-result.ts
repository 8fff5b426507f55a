/** What GuardDuty publishes of an object that it scanned or tried to, with all fields of its schema 1.0; null: it failed. */
export function scanResultOf(of: {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | null;
  readonly eTag: string;
  readonly status: string | null;
}): object {
  const scanStatus = of.status === 'UNSUPPORTED' || of.status === 'ACCESS_DENIED' ? 'SKIPPED' : 'COMPLETED';
  return {
    version: '0',
    id: '72c7d362-737a-6dce-fc78-9e27a0171419',
    'detail-type': 'GuardDuty Malware Protection Object Scan Result',
    source: 'aws.guardduty',
    account: '111122223333',
    time: '2026-02-28T01:01:01Z',
    region: 'eu-west-1',
    resources: ['arn:aws:guardduty:eu-west-1:111122223333:malware-protection-plan/b4c7f464ab3a4EXAMPLE'],
    detail: {
      schemaVersion: '1.0',
      scanStatus: of.status === null || of.status === 'FAILED' ? 'FAILED' : scanStatus,
      resourceType: 'S3_OBJECT',
      s3ObjectDetails: {
        bucketName: of.bucket,
        objectKey: of.key,
        eTag: of.eTag,
        versionId: of.versionId,
        s3Throttled: false,
      },
      scanResultDetails: {
        scanResultStatus: of.status ?? 'FAILED',
        threats: of.status === 'THREATS_FOUND' ? [{ name: 'EICAR-Test-File (not a virus)' }] : null,
      },
    },
  };
}

import { ListObjectVersionsCommand, type ObjectVersion, type S3Client } from '@aws-sdk/client-s3';

/** A version of an object, or the mark that stands where one was deleted. */
export interface ListedVersion extends Pick<ObjectVersion, 'ETag' | 'Size' | 'LastModified'> {
  readonly key: string;
  /** null in a bucket without versions. */
  readonly versionId: string | null;
  readonly isDeleteMarker: boolean;
}

/** Every version of every object under a prefix, in pages of up to 1,000. */
export async function* objectVersions(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<readonly ListedVersion[]> {
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | null = {};
  while (from !== null) {
    const list: ListObjectVersionsCommand = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...from });
    const page = await client.send(list);
    const listed = (isDeleteMarker: boolean) => (version: ObjectVersion) => ({
      ...version,
      key: version.Key ?? '',
      // What S3 calls the one version of an object in a bucket without versions; its events name none.
      versionId: version.VersionId === undefined || version.VersionId === 'null' ? null : version.VersionId,
      isDeleteMarker,
    });
    yield [...(page.Versions ?? []).map(listed(false)), ...(page.DeleteMarkers ?? []).map(listed(true))];
    const { IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
    from = IsTruncated === true ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker } : null;
  }
}

import { fileURLToPath } from 'node:url';
import { Aws, CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  KeyValueStore,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { sitePolicy } from '../../shared/config/site-policy.ts';
import type { EdgeName } from '../stages.ts';

export interface PublicSiteProps {
  readonly stage: string;
  /** null: CloudFront's own. */
  readonly name: EdgeName | null;
  readonly accessLogs: IBucket;
}

const findPage = fileURLToPath(new URL('../edge/find-page.js', import.meta.url));

/**
 * The public site: a closed bucket that CloudFront alone reads. Which folder is the site of a round says a small store
 * at the edge, asked with every request: a round is switched in one write, and no page of another folder is reached.
 */
export class PublicSite extends Construct {
  readonly bucket: Bucket;
  readonly entries: KeyValueStore;
  readonly distribution: Distribution;
  /** Where it is, without a slash at the end. */
  readonly address: string;

  constructor(scope: Construct, id: string, { stage, name, accessLogs }: PublicSiteProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: `scorebook-${stage}-site-${Aws.ACCOUNT_ID}`,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      // What is in it is public: no key of ours protects it, but nobody else writes it.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'site/',
      lifecycleRules: [
        // What is no longer published is gone a day later. It can be made again.
        {
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          noncurrentVersionExpiration: Duration.days(1),
          expiredObjectDeleteMarker: true,
        },
      ],
    });
    this.entries = new KeyValueStore(this, 'Entries', { keyValueStoreName: `scorebook-${stage}-site` });
    const edge = new EdgeFunction(this, 'FindPage', {
      functionName: `scorebook-${stage}-find-page`,
      code: FunctionCode.fromFile({ filePath: findPage }),
      runtime: FunctionRuntime.JS_2_0,
      keyValueStore: this.entries,
    });
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Scorebook ${stage}: published rounds`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(name === null ? {} : this.named(name)),
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket as IBucket),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        compress: true,
        functionAssociations: [{ function: edge, eventType: FunctionEventType.VIEWER_REQUEST }],
        responseHeadersPolicy: this.headers(stage),
      },
      // Without the right to list, S3 answers 403 for what is not there.
      errorResponses: [403, 404].map((httpStatus) => ({
        httpStatus,
        responseHttpStatus: 404,
        responsePagePath: '/not-found.html',
        ttl: Duration.minutes(1),
      })),
    });
    const accepted: Readonly<Record<string, string>> = {
      CFR1: 'The results are for everybody, wherever they are.',
      CFR2: 'Files that are the same for everybody: there is nothing behind them to attack.',
      CFR3: 'Who reads the results is nobody’s business: visitors’ addresses are not logged.',
      ...(name === null
        ? { CFR4: 'It has CloudFront’s own name and certificate, with which CloudFront chooses the protocols.' }
        : {}),
    };
    this.address = `https://${name?.domain ?? this.distribution.distributionDomainName}`;
    if (name !== null) {
      new CfnOutput(this, 'Record', { value: `${name.domain} CNAME ${this.distribution.distributionDomainName}` });
    }
    for (const [rule, reason] of Object.entries(accepted)) {
      Validations.of(this.distribution).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
    }
  }

  private named({ domain, certificate }: EdgeName) {
    return {
      domainNames: [domain],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificate),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }

  private headers(stage: string): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      responseHeadersPolicyName: `scorebook-${stage}-site`,
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: sitePolicy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
          { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override: true },
          { header: 'Cross-Origin-Resource-Policy', value: 'same-origin', override: true },
        ],
      },
    });
  }
}

import { CfnOutput, Duration, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CacheCookieBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import { portalPolicy } from '../../shared/config/portal-policy.ts';
import type { PortalSettings } from '../stages.ts';

export interface PortalEdgeProps {
  readonly name: string;
  readonly portal: PortalSettings;
  /** Host of the HTTP API. */
  readonly api: string;
  /** Where the page puts files. */
  readonly inboxOrigin: string;
}

/** The page's own name at the edge: TLS, security headers on every answer, and the page itself kept for a while. */
export class PortalEdge extends Construct {
  constructor(scope: Construct, id: string, { name, portal, api, inboxOrigin }: PortalEdgeProps) {
    super(scope, id);
    const origin = new HttpOrigin(api, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    });
    const common = {
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: this.headers(name, inboxOrigin),
      compress: true,
    };
    const distribution = new Distribution(this, 'Distribution', {
      comment: name,
      domainNames: [portal.domain],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', portal.certificate),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(portal.webAcl === '' ? {} : { webAclId: portal.webAcl }),
      // As long as the function says: the page a minute, the files that it names for good.
      defaultBehavior: {
        ...common,
        cachePolicy: new CachePolicy(this, 'AsTold', {
          cachePolicyName: `${name}-as-told`,
          minTtl: Duration.seconds(0),
          defaultTtl: Duration.seconds(0),
          maxTtl: Duration.days(365),
          queryStringBehavior: CacheQueryStringBehavior.allowList('v'),
          cookieBehavior: CacheCookieBehavior.none(),
          enableAcceptEncodingGzip: true,
          enableAcceptEncodingBrotli: true,
        }),
      },
      additionalBehaviors: {
        '/api/*': {
          ...common,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          // With the link in the header Authorization; the host is the API's own.
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
    });
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions::AwsSolutions-CFR3',
      reason: 'The HTTP API logs every request that reaches it; logs of the edge would hold addresses of people.',
    });
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions::AwsSolutions-CFR1',
      reason: 'Contacts are in all countries of a benchmark, and travel.',
    });
    new CfnOutput(this, 'Record', { value: `${portal.domain} CNAME ${distribution.distributionDomainName}` });
  }

  private headers(name: string, inboxOrigin: string): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      responseHeadersPolicyName: name,
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: portalPolicy(inboxOrigin), override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
          { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        ],
      },
    });
  }
}

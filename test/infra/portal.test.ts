import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EdgeStack } from '../../infra/stacks/edge-stack.ts';
import { stageSettings } from '../../infra/stages.ts';
import { portalPolicy } from '../../shared/config/portal-policy.ts';
import { named, property, type Resource, type Synthesised, synthesise } from './synthesised.ts';

let stack: Synthesised;
beforeAll(async () => {
  stack = await synthesise({ whole: false });
});
afterAll(() => stack.remove());

const only = (type: string): [string, Resource] => {
  // The public site has some of its own.
  const [found, ...more] = stack.ofType(type).filter(([id]) => !id.startsWith('Publishing'));
  if (found === undefined || more.length > 0) throw new Error(`There is not one ${type}`);
  return found;
};
const serve = (): [string, Resource] => {
  const found = stack
    .ofType('AWS::Lambda::Function')
    .find(([, one]) => property(one, 'FunctionName') === 'scorebook-example-serve-portal');
  if (found === undefined) throw new Error('There is no serve-portal');
  return found;
};

describe("the contacts' page", () => {
  test('is asked through one API, which takes so many requests a second and logs no address of anybody', () => {
    const [, live] = only('AWS::ApiGatewayV2::Stage');
    expect(property(live, 'DefaultRouteSettings')).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
    const format = String(property(live, 'AccessLogSettings.Format'));
    expect(JSON.parse(format)).toMatchObject({ status: '$context.status', path: '$context.path' });
    expect(format).not.toMatch(/identity|sourceIp|authorizer|header/i);
    const [, integration] = only('AWS::ApiGatewayV2::Integration');
    expect(named(property(integration, 'IntegrationUri'))).toBe(serve()[0]);
    const [, permission] = only('AWS::Lambda::Permission');
    expect(property(permission, 'Principal')).toBe('apigateway.amazonaws.com');
    expect(JSON.stringify(property(permission, 'SourceArn'))).toContain(only('AWS::ApiGatewayV2::Api')[0]);
  });

  test('is at the edge under its own name, over TLS 1.2 and later only, behind the web ACL', () => {
    const [, edge] = only('AWS::CloudFront::Distribution');
    const config = property(edge, 'DistributionConfig') as Record<string, unknown>;
    expect(config).toMatchObject({
      Aliases: ['portal.benchmark.example'],
      ViewerCertificate: {
        MinimumProtocolVersion: 'TLSv1.2_2021',
        AcmCertificateArn: expect.stringContaining('us-east-1'),
      },
      WebACLId: expect.stringContaining(':global/webacl/'),
      Origins: [{ CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] } }],
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' },
    });
  });

  test('what the API answers is kept nowhere, and the link goes through to it', () => {
    const [, edge] = only('AWS::CloudFront::Distribution');
    expect(property(edge, 'DistributionConfig.CacheBehaviors')).toMatchObject([
      {
        PathPattern: '/api/*',
        // CachingDisabled and AllViewerExceptHostHeader, by the ids that AWS gives them.
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        ViewerProtocolPolicy: 'redirect-to-https',
      },
    ]);
    const [, kept] = only('AWS::CloudFront::CachePolicy');
    expect(property(kept, 'CachePolicyConfig')).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'none' },
      },
    });
  });

  test('every answer of the edge has the security headers; nothing runs but what comes from here', () => {
    const [id, headers] = only('AWS::CloudFront::ResponseHeadersPolicy');
    const given = property(headers, 'ResponseHeadersPolicyConfig.SecurityHeadersConfig');
    expect(given).toEqual({
      ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: expect.anything() },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY', Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 730 * 86_400, IncludeSubdomains: true, Override: true },
    });
    const policy = JSON.stringify(
      property(headers, 'ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy'),
    );
    const [before = '', after = ''] = portalPolicy('INBOX').split('INBOX');
    expect(policy).toContain(before.trimEnd());
    expect(policy).toContain(after);
    for (const part of ['https://scorebook-example-inbox-', '.s3.', '.amazonaws.com']) expect(policy).toContain(part);
    expect(portalPolicy('x')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(portalPolicy('x')).not.toMatch(/unsafe|\*|https:|blob:/);
    const [, edge] = only('AWS::CloudFront::Distribution');
    const used = JSON.stringify(property(edge, 'DistributionConfig')).split(
      `"ResponseHeadersPolicyId":{"Ref":"${id}"}`,
    );
    expect(used).toHaveLength(3);
  });

  test('the inbox lets in files from the page, and from no other one', () => {
    const [, inbox] = stack.ofType('AWS::S3::Bucket').find(([id]) => id.startsWith('BucketsInbox')) ?? [];
    expect(property(inbox, 'CorsConfiguration.CorsRules')).toEqual([
      { AllowedMethods: ['POST'], AllowedOrigins: ['https://portal.benchmark.example'], MaxAge: 3000 },
    ]);
    const others = stack
      .ofType('AWS::S3::Bucket')
      .filter(([, one]) => property(one, 'CorsConfiguration') !== undefined);
    expect(others).toHaveLength(1);
  });
});

test('the web ACL is where the edge takes it from, and stops who asks too often', () => {
  const app = new App({ analyticsReporting: false });
  const edge = new EdgeStack(app, 'Edge', { stage: 'example', settings: stageSettings('example', {}) });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const { template } = app.synth().getStackByName(edge.stackName);
  expect(edge.region).toBe('us-east-1');
  const [acl] = Object.values<Resource>(template.Resources).filter(({ Type }) => Type === 'AWS::WAFv2::WebACL');
  expect(property(acl, 'Scope')).toBe('CLOUDFRONT');
  expect(property(acl, 'Rules')).toMatchObject([
    {
      Action: { Block: {} },
      Statement: { RateBasedStatement: { Limit: 1000, EvaluationWindowSec: 300, AggregateKeyType: 'IP' } },
    },
    { Statement: { ManagedRuleGroupStatement: { Name: 'AWSManagedRulesAmazonIpReputationList' } } },
  ]);
});

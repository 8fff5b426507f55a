import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { expect, test } from 'vitest';
import { PublicSite } from '../../infra/constructs/public-site.ts';
import { flags } from '../../infra/stacks/scorebook-app.ts';
import type { EdgeName } from '../../infra/stages.ts';

const certificate = 'arn:aws:acm:us-east-1:000000000000:certificate/1';

function siteNamed(name: EdgeName | null): Template {
  const app = new App({ analyticsReporting: false, builtinCloudFormationValidation: false, context: flags });
  const stack = new Stack(app, 'Stack');
  new PublicSite(stack, 'Site', { stage: 'test', name, accessLogs: new Bucket(stack, 'Logs') as IBucket });
  return Template.fromStack(stack);
}

test('the public site has the name that the office gives it, over TLS 1.2 at least, and says which record leads there', () => {
  const template = siteNamed({ domain: 'results.benchmark.example', certificate });
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Aliases: ['results.benchmark.example'],
      ViewerCertificate: { AcmCertificateArn: certificate, MinimumProtocolVersion: 'TLSv1.2_2021' },
    },
  });
  const [output] = Object.values(template.findOutputs('*'));
  expect(JSON.stringify(output?.['Value'])).toMatch(/^\{"Fn::Join":\["",\["results\.benchmark\.example CNAME ",/);
});

test("without one it has the edge's own", () => {
  const template = siteNamed(null);
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: { Aliases: Match.absent(), ViewerCertificate: Match.absent() },
  });
  expect(template.findOutputs('*')).toEqual({});
});

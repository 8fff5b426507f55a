import type { Properties } from '../declared-wiring.ts';
import type { Template } from '../template.ts';

/** The public site as the template declares it; CloudFront has no emulator. */
export interface DeclaredSite {
  readonly bucket: string;
  /** Code that runs at the edge with every request. */
  readonly edge: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Path of what is shown where there is nothing. */
  readonly notFound: string;
}

interface DistributionConfig {
  readonly Origins: readonly { readonly DomainName: string }[];
  readonly CustomErrorResponses: readonly { readonly ResponsePagePath: string }[];
}
interface SecurityHeaders {
  readonly ContentSecurityPolicy: { readonly ContentSecurityPolicy: string };
  readonly FrameOptions: { readonly FrameOption: string };
  readonly ReferrerPolicy: { readonly ReferrerPolicy: string };
}
interface HeadersConfig {
  readonly SecurityHeadersConfig: SecurityHeaders;
  readonly CustomHeadersConfig: { readonly Items: readonly { readonly Header: string; readonly Value: string }[] };
}

/** null: the template declares none. */
export function declaredSite(template: Template, resolve: (value: unknown) => unknown): DeclaredSite | null {
  const only = (type: string): Properties | undefined => {
    const [, found] =
      Object.entries(template.Resources).find(
        ([id, { Type }]) => id.startsWith('Publishing') && Type === `AWS::CloudFront::${type}`,
      ) ?? [];
    return found === undefined ? undefined : (resolve(found.Properties ?? {}) as Properties);
  };
  const distribution = only('Distribution');
  if (distribution === undefined) return null;
  const { Origins, CustomErrorResponses } = distribution['DistributionConfig'] as DistributionConfig;
  const headers = only('ResponseHeadersPolicy')?.['ResponseHeadersPolicyConfig'] as HeadersConfig;
  const { ContentSecurityPolicy, FrameOptions, ReferrerPolicy } = headers.SecurityHeadersConfig;
  return {
    bucket: Origins[0]?.DomainName.split('.s3.')[0] ?? '',
    edge: String(only('Function')?.['FunctionCode']),
    headers: {
      'content-security-policy': ContentSecurityPolicy.ContentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': FrameOptions.FrameOption,
      'referrer-policy': ReferrerPolicy.ReferrerPolicy,
      ...Object.fromEntries(headers.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value])),
    },
    notFound: CustomErrorResponses[0]?.ResponsePagePath ?? '',
  };
}

import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  MailFromBehaviorOnMxFailure,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import { type DeclaredAlarm, declareAlarms } from './declared-alarms.ts';

/** The identity mail is sent as, and how: over TLS only, with bounces counted. */
export class ResultsMailer extends Construct {
  readonly identityArn: string;
  readonly configurationSetArn: string;
  readonly configurationSetName: string;
  readonly configurationSet: ConfigurationSet;
  /** What the mail domain's DNS must say before SES sends for it, a line each. */
  readonly dnsRecords: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    { name, settings }: { readonly name: string; readonly settings: StageSettings },
  ) {
    super(scope, id);
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: name,
      reputationMetrics: true,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      // Our registry keeps whom no mail is sent to, and the office releases them there. A second list beside it, of the whole
      // account, would refuse them still, and would keep addresses of people that an erasure does not reach.
      disableSuppressionList: true,
    });
    this.configurationSet = configurationSet;
    declareAlarms(this, [bounces()]);
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(settings.mailDomain),
      configurationSet,
      // By a domain of our own, SPF speaks for us as well: both that and DKIM then agree with the sender, as DMARC asks.
      mailFromDomain: `bounce.${settings.mailDomain}`,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    this.identityArn = identity.emailIdentityArn;
    const { region } = Stack.of(this);
    const { mailDomain, mailOffice } = settings;
    this.dnsRecords = [
      ...identity.dkimRecords.map((record) => `${record.name} CNAME ${record.value}`),
      `bounce.${mailDomain} MX 10 feedback-smtp.${region}.amazonses.com`,
      `bounce.${mailDomain} TXT "v=spf1 include:amazonses.com ~all"`,
      `_dmarc.${mailDomain} TXT "v=DMARC1; p=none; rua=mailto:${mailOffice}"`,
    ];
    this.configurationSetName = name;
    this.configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: name,
    });
  }
}

/** Of the whole account, as SES judges it: above 5 % it reviews the account, above 10 % it may stop it. */
const bounces = (): DeclaredAlarm => ({
  name: 'bounces',
  metric: new Metric({
    namespace: 'AWS/SES',
    metricName: 'Reputation.BounceRate',
    statistic: 'Maximum',
    period: Duration.hours(1),
  }),
  above: 0.05,
  periods: 1,
  lost: 'more than 5% of our mails bounce, and those people got no results. At 10% SES may stop all sending, and nobody gets any results.',
  remedy: 'correct the addresses of the contacts whose mails bounce.',
});

import { CloudFormationClient, DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { Template } from './change-plan.ts';

/** What CloudFormation says of a stack. */
export type Deployed =
  /** It is there, or a failed update left it as it was. */
  | { readonly state: 'stands'; readonly template: Template }
  /** It was never made, or its first deployment failed and was taken back. */
  | { readonly state: 'none'; readonly status: string }
  /** This shell has no credentials to ask with. */
  | { readonly state: 'unknown' };

/** Nothing of these stands: the deployment that should have made the stack failed, or only looked. */
const neverMade = ['REVIEW_IN_PROGRESS', 'CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_COMPLETE'];

export async function deployedStack(name: string, region: string): Promise<Deployed> {
  const client = new CloudFormationClient({ region, maxAttempts: 3 });
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const status = stack?.StackStatus ?? '';
    if (neverMade.includes(status)) return { state: 'none', status };
    const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }));
    return { state: 'stands', template: JSON.parse(TemplateBody ?? '{}') };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'CredentialsProviderError') return { state: 'unknown' };
    // CloudFormation has no name of its own for it.
    if (error.name === 'ValidationError' && /does not exist/.test(error.message)) return { state: 'none', status: '' };
    throw error;
  } finally {
    client.destroy();
  }
}

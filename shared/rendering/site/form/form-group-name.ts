import { groupName } from '../../words/group-names.ts';
import type { Messages } from '../../words/messages.ts';

/** `country:FI`, `population:100000` or `kind:county` as people say it; kinds are in the office's own words. */
export const formGroupName = (group: string, messages: Messages): string =>
  group.startsWith('kind:') ? group.slice('kind:'.length) : groupName(group, messages);

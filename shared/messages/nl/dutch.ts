import facts from './facts.json' with { type: 'json' };
import mail from './mail.json' with { type: 'json' };
import notices from './notices.json' with { type: 'json' };
import page from './page.json' with { type: 'json' };
import problems from './problems.json' with { type: 'json' };
import workbook from './workbook.json' with { type: 'json' };

export const dutch = { facts, mail, notices, page, problems, workbook };

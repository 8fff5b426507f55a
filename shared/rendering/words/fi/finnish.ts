import dashboard from './dashboard.json' with { type: 'json' };
import facts from './facts.json' with { type: 'json' };
import mail from './mail.json' with { type: 'json' };
import notices from './notices.json' with { type: 'json' };
import page from './page.json' with { type: 'json' };
import portal from './portal.json' with { type: 'json' };
import problems from './problems.json' with { type: 'json' };
import ranking from './ranking.json' with { type: 'json' };
import results from './results.json' with { type: 'json' };
import review from './review.json' with { type: 'json' };
import workbook from './workbook.json' with { type: 'json' };

export const finnish = { facts, problems, workbook, mail, notices, page, portal, ranking, results, review, dashboard };

import type { Submission } from '../../shared/domain/submissions/submission.ts';

/** Another submission like it, of a file and an authority with long names. */
export function longNamedLike(like: Submission, n: number): Submission {
  const name = `Gemeinsame Verwaltungsgemeinschaft Donaudampfschifffahrtsgesellschaft ${n}`;
  return {
    ...like,
    id: (4096 + n).toString(16).padStart(32, 'e'),
    authority: `city-${n}`,
    authorityName: name,
    stage: 'superseded',
    receipt: { ...like.receipt, fileName: `${name.replaceAll(' ', '_')}.xlsx` },
  };
}

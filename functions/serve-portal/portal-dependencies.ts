import type { ResultsArchive } from '../../shared/ports/results-archive.ts';
import type { ColleagueSources } from './colleagues.ts';
import type { StateSources } from './portal-state.ts';
import type { WorkbookSources } from './questionnaire-workbook.ts';
import type { UploadSources } from './receive-upload.ts';
import type { ProgressSources } from './upload-progress.ts';
import type { AdmissionSources } from './visitor.ts';

export interface PortalDependencies
  extends AdmissionSources,
    StateSources,
    ProgressSources,
    UploadSources,
    ColleagueSources,
    WorkbookSources {
  readonly archive: Pick<ResultsArchive, 'link'>;
  /** Told of each fault; its message is not for the visitor. */
  readonly failed: (error: Error) => void;
}

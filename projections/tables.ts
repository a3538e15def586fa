import type { AgentRow } from './agents/fold.ts';
import type { ArtifactRow } from './artifacts/fold.ts';
import type { CorpusRow } from './corpora/fold.ts';
import type { ElementPathRow } from './element-paths/fold.ts';
import type { ElementTypeRow } from './element-types/fold.ts';
import type { ElementRow } from './elements/fold.ts';
import type { FarmRow } from './farms/fold.ts';
import type { ImageServerRow } from './image-servers/fold.ts';
import type { ImageRow } from './images/fold.ts';
import type { ProcessRow } from './processes/row.ts';
import type { RepositoryRow } from './repositories/fold.ts';
import type { RevisionRow } from './revisions/fold.ts';
import type { ProcessRunRow } from './tasks/process-runs.ts';
import type { TaskRow } from './tasks/row.ts';
import type { TranscriptionRow } from './transcriptions/fold.ts';
import type { WorkerConfigurationRow } from './worker-configurations/fold.ts';
import type { WorkerRunRow } from './worker-runs/fold.ts';
import type { WorkerTypeRow } from './worker-types/fold.ts';
import type { WorkerVersionRow } from './worker-versions/fold.ts';
import type { WorkerRow } from './workers/fold.ts';

/** Every table that people read, by name: the one place where a query learns which exist. Columns are the rows' properties. */
export interface Tables {
  readonly agents: AgentRow;
  readonly artifacts: ArtifactRow;
  readonly corpora: CorpusRow;
  readonly elementPaths: ElementPathRow;
  readonly elementTypes: ElementTypeRow;
  readonly elements: ElementRow;
  readonly farms: FarmRow;
  readonly imageServers: ImageServerRow;
  readonly images: ImageRow;
  readonly processRuns: ProcessRunRow;
  readonly processes: ProcessRow;
  readonly repositories: RepositoryRow;
  readonly revisions: RevisionRow;
  readonly tasks: TaskRow;
  readonly transcriptions: TranscriptionRow;
  readonly workerConfigurations: WorkerConfigurationRow;
  readonly workerRuns: WorkerRunRow;
  readonly workerTypes: WorkerTypeRow;
  readonly workerVersions: WorkerVersionRow;
  readonly workers: WorkerRow;
}

import { command } from '../../../application/pipeline/command.ts';
import { deleteProcess } from '../../../domain/process/delete.ts';
import { write } from '../edge/operation.ts';
import { admin } from '../edge/right.ts';
import { processId } from './schema.ts';
import { corpusOfProcessInPath } from './target.ts';

export const destroyProcess = write({
  id: 'DestroyProcess',
  method: 'delete',
  path: '/process/{id}/',
  tag: 'processes',
  summary: 'Delete a process that does not run; what it made stays.',
  who: admin.on(corpusOfProcessInPath),
  params: processId,
  answer: null,
  command: ({ path }) => command(deleteProcess, path.id, {}),
});

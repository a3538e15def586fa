import { test } from 'tap';
import { readEnvironment } from '../../../interfaces/ocr-worker/environment.ts';

const whole = {
  ARKINDEX_API_URL: 'http://127.0.0.1:8000/',
  ARKINDEX_TASK_TOKEN: 'task.1.mac',
  ARKINDEX_WORKER_RUN_ID: '01890000-0000-7000-8000-000000000001',
  ARKINDEX_PROCESS_ID: '01890000-0000-7000-8000-000000000002',
  TASK_ELEMENTS: '/data/elements.json',
};

void test('the environment of a task is read, the address without its last slash', (t) => {
  t.same(readEnvironment(whole), {
    apiUrl: 'http://127.0.0.1:8000',
    token: 'task.1.mac',
    workerRunId: whole.ARKINDEX_WORKER_RUN_ID,
    processId: whole.ARKINDEX_PROCESS_ID,
    elementsFile: '/data/elements.json',
  });
  t.end();
});

void test('everything that is missing is named at once, and an empty value is missing', (t) => {
  t.throws(() => readEnvironment({ ...whole, ARKINDEX_TASK_TOKEN: '', TASK_ELEMENTS: undefined }), {
    message: /ARKINDEX_TASK_TOKEN is not set; TASK_ELEMENTS is not set/,
  });
  t.end();
});

void test('ids and the address are checked', (t) => {
  t.throws(() => readEnvironment({ ...whole, ARKINDEX_API_URL: 'here', ARKINDEX_WORKER_RUN_ID: 'seven' }), {
    message: /ARKINDEX_WORKER_RUN_ID is no UUID: seven; ARKINDEX_API_URL is no URL: here/,
  });
  t.end();
});

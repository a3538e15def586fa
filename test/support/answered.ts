/** What came back: `body` is the JSON, null when there is none. Bodies are looked into with `t.match`, so they stay untyped here. */
export async function answered(base: string, method: string, path: string, authorization: string | undefined, body: unknown) {
  const response = await fetch(path.startsWith('http') ? path : `${base}/api/v1${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of any operation
  return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as any };
}

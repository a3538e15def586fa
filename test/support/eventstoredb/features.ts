import serverFeatures from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';

/** What clients ask first: whether appends may go over one call. */
export function supportedMethods(): SupportedMethods {
  const method = new serverFeatures.SupportedMethod();
  method.setServiceName('event_store.client.streams.streams');
  method.setMethodName('batchappend');
  const supported = new serverFeatures.SupportedMethods();
  supported.setEventStoreServerVersion('23.10.6.0');
  supported.setMethodsList([method]);
  return supported;
}

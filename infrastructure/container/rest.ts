import type { Container } from 'inversify';
import { StreamedAgents } from '../../application/dispatch/removed-agents.ts';
import { TaskDefinitions } from '../../application/tasks/definition.ts';
import { blobRoutes } from '../../interfaces/rest/files/blobs.ts';
import { iiifRoutes } from '../../interfaces/rest/files/iiif.ts';
import { operations } from '../../interfaces/rest/operations.ts';
import { RestServer } from '../../interfaces/rest/server.ts';
import { publicityOf } from '../../projections/publicity.ts';
import type { Metrics } from '../../interfaces/rest/edge/metrics.ts';
import { health, readiness } from './health.ts';
import { shownSettings } from '../config-shown.ts';
import { originList } from '../origin-list.ts';
import { tokens } from './tokens.ts';

/** The HTTP server over everything else. */
export function restServer(container: Container, metrics: Metrics): RestServer {
  const settings = container.get(tokens.settings);
  const db = container.get(tokens.db);
  const current = container.get(tokens.current);
  const clock = container.get(tokens.clock);
  const blobs = container.get(tokens.blobs);
  const store = container.get(tokens.store);
  return new RestServer({
    host: settings.host,
    port: settings.port,
    operations,
    corsOrigins: originList(settings.httpCorsOrigins),
    services: {
      db,
      current,
      clock,
      blobs,
      look: container.get(tokens.look),
      bus: container.get(tokens.bus),
      answers: container.get(tokens.answers),
      identity: container.get(tokens.identity),
      liveClaims: container.get(tokens.liveClaims),
      removedAgents: new StreamedAgents(store),
      publicity: { find: (target) => publicityOf(db, current, target) },
      desk: container.get(tokens.desk),
      presence: container.get(tokens.presence),
      waiting: container.get(tokens.waiting),
      definitions: new TaskDefinitions(store),
      audit: container.get(tokens.audit),
      parking: container.get(tokens.parking),
      upkeep: container.get(tokens.upkeep),
      upkeepWorks: container.get(tokens.upkeepWorks),
      projections: container.get(tokens.projections),
      health: health(container),
      ids: container.get(tokens.ids),
      settings: () => shownSettings(process.env),
      instanceName: settings.instanceName,
      csrfCookie: settings.httpCsrfCookie,
    },
    readSide: container.get(tokens.readSide),
    idempotencyKeys: container.get(tokens.idempotencyKeys),
    refusals: container.get(tokens.refusals),
    readiness: readiness(container),
    figures: container.get(tokens.figures),
    metrics,
    log: container.get(tokens.log),
    beside: [blobRoutes({ blobs, clock, maxBytes: settings.blobsMaxBytes }), iiifRoutes(blobs)],
  });
}

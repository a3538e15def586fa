import { app, type AppDeps } from './edge/app.ts';
import { HttpServer, type HttpServerOptions } from './http-server.ts';

export interface RestServerOptions extends AppDeps, HttpServerOptions {}

/** The HTTP server of the API. When it stops, what is asked from then on gets 503, and long polls end at once. */
export class RestServer extends HttpServer {
  constructor(options: RestServerOptions) {
    super('rest', options, (stopping) => app(options, stopping).callback());
  }
}

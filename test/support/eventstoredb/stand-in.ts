import { Server, ServerCredentials, type ServiceError } from '@grpc/grpc-js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { freePort } from '../free-port.ts';
import { batchAppend } from './batch-append.ts';
import { classicAppend } from './classic-append.ts';
import { deleteStream, tombstone } from './deletions.ts';
import { Faults } from './faults.ts';
import { supportedMethods } from './features.ts';
import { clusterInfo } from './gossip.ts';
import { StandInLog } from './log.ts';
import { readOnce } from './read.ts';
import { denied, notReady, unauthenticated } from './rpc-errors.ts';
import { subscribe } from './subscription.ts';

/**
 * An EventStoreDB in this process: speaks the protocol of the real one and answers as version 23.10 was seen to, also where that is
 * surprising. Access lists, users and TLS are left to the real one; speed says nothing here.
 */
export class StandIn {
  readonly log: StandInLog;
  readonly faults = new Faults();
  #server: Server | undefined;
  #port: number;

  /** @param port 0: any */
  constructor(log = new StandInLog(), port = 0) {
    this.log = log;
    this.#port = port;
  }

  static async open(): Promise<StandIn> {
    const standIn = new StandIn();
    await standIn.start();
    return standIn;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.#port}?tls=false`;
  }

  /** The address by which a client asks for the leader of a cluster first. */
  get clusterUrl(): string {
    return `esdb+discover://127.0.0.1:${this.#port}?tls=false&discoveryInterval=10&maxDiscoverAttempts=2`;
  }

  async start(): Promise<void> {
    this.#port ||= await freePort();
    const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
    server.addService(streamsGrpc.StreamsService, this.#streams());
    server.addService(featuresGrpc.ServerFeaturesService, {
      getSupportedMethods: (_: unknown, done: Done) => done(null, supportedMethods()),
    });
    server.addService(gossipGrpc.GossipService, { read: (_: unknown, done: Done) => done(null, clusterInfo(this.#port)) });
    this.#port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${this.#port}`, ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
    this.#server = server;
  }

  /** As SIGKILL does it: every connection breaks, nobody listens any more; what was written stays. */
  kill(): void {
    this.#server?.forceShutdown();
    this.#server = undefined;
    this.log.restart();
  }

  /** Killed, and back with its log; at first it says that it is not ready. */
  async restart(): Promise<void> {
    this.kill();
    this.faults.notReadyFor = 2;
    await this.start();
  }

  /** Every connection breaks; the server goes on. */
  async cut(): Promise<void> {
    this.#server?.forceShutdown();
    await this.start();
  }

  #streams(): IStreamsServer {
    const { log, faults } = this;
    return {
      read: (call) => {
        const options = call.request.getOptions()!;
        try {
          this.#assertReadable();
          if (options.hasSubscription()) {
            const stop = subscribe(call, options, log);
            call.on('cancelled', stop).on('error', stop).on('close', stop);
            return;
          }
          const responses = readOnce(options, log);
          if (responses === 'never') return;
          for (const response of responses) call.write(response);
          call.end();
        } catch (error) {
          call.emit('error', error);
        }
      },
      append: (call, done) => classicAppend(call, done, log, faults),
      batchAppend: (call) => batchAppend(call, log, faults),
      delete: (call, done) => deleteStream(call.request, done, log),
      tombstone: (call, done) => tombstone(call.request, done, log),
    };
  }

  #assertReadable(): void {
    if (this.faults.refuse === 'everybody unknown') throw unauthenticated();
    if (this.faults.refuse === 'everybody') throw denied();
    if (this.faults.takeNotReady()) throw notReady();
  }
}

type Done = (error: ServiceError | null, value: unknown) => void;

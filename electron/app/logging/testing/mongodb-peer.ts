import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Document } from 'bson';
import { deserialize, serialize } from 'bson';

/** What a MongoDB server is to the log: the handshake, inserts, and a goodbye. */
export interface MongodbPeer {
  readonly url: string;
  /** Documents inserted so far, and the collections they went to. */
  readonly inserted: Document[];
  readonly namespaces: Set<string>;
  /** Names of the commands that arrived. */
  readonly commands: string[];
  /** Answers to inserts: normal, an error of the server, or none at all. */
  mode: 'normal' | 'fail' | 'silent';
  readonly sockets: ReadonlySet<Socket>;
  close(): Promise<void>;
}

const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;

export async function startMongodbPeer(port = 0): Promise<MongodbPeer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let pending = Buffer.alloc(0);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 16 && pending.length >= pending.readInt32LE(0)) {
        const length = pending.readInt32LE(0);
        answer(socket, pending.subarray(0, length));
        pending = pending.subarray(length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;

  const peer: MongodbPeer = {
    url: `mongodb://127.0.0.1:${bound}/logs`,
    inserted: [],
    namespaces: new Set(),
    commands: [],
    mode: 'normal',
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  function answer(socket: Socket, message: Buffer): void {
    const id = message.readInt32LE(4);
    const code = message.readInt32LE(12);
    const command = code === opQuery ? readQuery(message) : readMsg(message);
    const name = Object.keys(command)[0] ?? '';
    peer.commands.push(name);
    if (name === 'insert' && peer.mode === 'silent') return;
    const reply = serialize(run(name, command));
    socket.write(code === opQuery ? replyFrame(id, reply) : msgFrame(id, reply));
  }

  function run(name: string, command: Document): Document {
    if (name === 'insert') {
      if (peer.mode === 'fail') return { ok: 0, code: 13, codeName: 'Unauthorized', errmsg: 'not allowed' };
      const documents = command['documents'] as Document[];
      peer.inserted.push(...documents);
      peer.namespaces.add(`${String(command['$db'])}.${String(command['insert'])}`);
      return { ok: 1, n: documents.length };
    }
    if (/^(?:hello|ismaster)$/i.test(name)) {
      return {
        ok: 1,
        helloOk: true,
        isWritablePrimary: true,
        ismaster: true,
        minWireVersion: 0,
        maxWireVersion: 25,
        maxBsonObjectSize: 16_777_216,
        maxMessageSizeBytes: 48_000_000,
        maxWriteBatchSize: 100_000,
        logicalSessionTimeoutMinutes: 30,
        connectionId: 1,
        readOnly: false,
      };
    }
    return { ok: 1 };
  }
  return peer;
}

/** OP_QUERY, which drivers still use for the very first hello: flags, name, two counts, a document. */
function readQuery(message: Buffer): Document {
  const start = message.indexOf(0, 20) + 9;
  return deserialize(message.subarray(start, start + message.readInt32LE(start)));
}

/** OP_MSG: flags, then sections; kind 0 is the command, kind 1 a named list of documents. */
function readMsg(message: Buffer): Document {
  let command: Document = {};
  const lists: Document = {};
  let at = 20;
  while (at < message.length) {
    const kind = message[at];
    const length = message.readInt32LE(at + 1);
    if (kind === 0) {
      command = deserialize(message.subarray(at + 1, at + 1 + length));
    } else {
      const nameEnd = message.indexOf(0, at + 5);
      const documents: Document[] = [];
      for (let inner = nameEnd + 1; inner < at + 1 + length; inner += message.readInt32LE(inner)) {
        documents.push(deserialize(message.subarray(inner, inner + message.readInt32LE(inner))));
      }
      lists[message.toString('utf8', at + 5, nameEnd)] = documents;
    }
    at += 1 + length;
  }
  return { ...command, ...lists };
}

function header(length: number, answerTo: number, code: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(16 + length, 0);
  bytes.writeInt32LE(answerTo, 8);
  bytes.writeInt32LE(code, 12);
  return bytes;
}

function msgFrame(answerTo: number, document: Uint8Array): Buffer {
  return Buffer.concat([header(5 + document.length, answerTo, opMsg), Buffer.alloc(5), document]);
}

function replyFrame(answerTo: number, document: Uint8Array): Buffer {
  const facts = Buffer.alloc(20);
  facts.writeInt32LE(1, 16);
  return Buffer.concat([header(20 + document.length, answerTo, opReply), facts, document]);
}

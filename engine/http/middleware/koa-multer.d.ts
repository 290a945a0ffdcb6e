/** The part of @koa/multer that is used here; the package brings no types. */
declare module '@koa/multer' {
  import type { Readable } from 'node:stream';
  import type { Middleware } from 'koa';

  export interface StorageEngine {
    _handleFile(
      request: unknown,
      file: { stream: Readable },
      done: (error: Error | null, kept?: { buffer: Buffer }) => void,
    ): void;
    _removeFile(request: unknown, file: unknown, done: (error: null) => void): void;
  }

  interface Options {
    storage: StorageEngine;
    limits: {
      fileSize?: number;
      files?: number;
      fields?: number;
      fieldSize?: number;
    };
  }
  interface Multer {
    single(field: string): Middleware;
    array(field: string): Middleware;
  }
  function multer(options: Options): Multer;
  namespace multer {
    function memoryStorage(): StorageEngine;
  }
  export default multer;
}

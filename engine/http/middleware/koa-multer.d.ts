/** The part of @koa/multer that is used here; the package brings no types. */
declare module '@koa/multer' {
  import type { Middleware } from 'koa';

  interface Options {
    storage: unknown;
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
    function memoryStorage(): unknown;
  }
  export default multer;
}

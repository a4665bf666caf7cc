/** Prism without languages; its typings describe only the bundle. */
declare module 'prismjs/components/prism-core' {
  import Prism from 'prismjs';
  export = Prism;
}

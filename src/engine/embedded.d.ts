// C sources are bundled as text (esbuild's `text` loader; a plugin under vitest).
declare module '*.c' {
  const text: string;
  export default text;
}
declare module '*.h' {
  const text: string;
  export default text;
}

/** Where a bench finds what it starts. */
export interface BenchPlace {
  /** The folder of the repository. */
  repository: string
  /** The folder with the bundled files of `bench/`, ready to run in Node. */
  bundles: string
}

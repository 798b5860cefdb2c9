/** The studio's thread that reads columns, as the bench bundles it. */
import '#studio/dataset/column.worker.ts'

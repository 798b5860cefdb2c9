/** Schemas run without generated code: the page's policy forbids eval. Imported before any schema is made. */
import { z } from 'zod'

z.config({ jitless: true })

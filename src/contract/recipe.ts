/** How columns become numbers: target, task, features, split, scaling, gaps. Fitted on training rows only. */
import { z } from 'zod'
import { ColumnType, Finding, ValueCount } from './dataset.ts'

export const tasks = ['binary', 'multiclass', 'regression'] as const
export const Task = z.enum(tasks)
export type Task = z.infer<typeof Task>

export const scalings = ['standard', 'minMax', 'robust', 'none'] as const
export const Scaling = z.enum(scalings)
export type Scaling = z.infer<typeof Scaling>

export const targetScalings = ['standard', 'none'] as const
export const TargetScaling = z.enum(targetScalings)
export type TargetScaling = z.infer<typeof TargetScaling>

export const numberFillings = ['mean', 'median', 'mostFrequent', 'constant', 'dropRow'] as const
export const NumberFilling = z.enum(numberFillings)
export type NumberFilling = z.infer<typeof NumberFilling>

/** `category`: missing is a value of its own ("missing" one-hot column). */
export const categoryFillings = ['category', 'mostFrequent', 'dropRow'] as const
export const CategoryFilling = z.enum(categoryFillings)
export type CategoryFilling = z.infer<typeof CategoryFilling>

/** `oneHot`: an input for every category. `codes`: one input, the number of the category, for a network that begins with an embedding. */
export const categoryEncodings = ['oneHot', 'codes'] as const
export const CategoryEncoding = z.enum(categoryEncodings)
export type CategoryEncoding = z.infer<typeof CategoryEncoding>

/** What the person changed for one column; absent parts follow the recipe's defaults. */
export const ColumnChoice = z.object({
  column: z.string(),
  use: z.boolean().optional(),
  scaling: Scaling.optional(),
  numberFilling: NumberFilling.optional(),
  categoryFilling: CategoryFilling.optional(),
  categoryEncoding: CategoryEncoding.optional(),
})
export type ColumnChoice = z.infer<typeof ColumnChoice>

const Seed = z.number().int().min(0).max(4294967295)

export const splitModes = ['seeded', 'sklearn', 'ordered'] as const

export const duplicateRowChoices = ['keep', 'leaveOut'] as const

export const Split = z.object({
  /**
   * `seeded`: our generator. `sklearn`: exactly the rows of `train_test_split(test_size, random_state=seed)`.
   * `ordered`: the last rows are the test, those before them for validation: what comes later is predicted from what came before.
   */
  mode: z.enum(splitModes).default('seeded'),
  /** Share of all rows kept for the test; 0 means none. */
  test: z.number().min(0).max(0.9).default(0.2),
  /** Share of the remaining rows used for validation (Keras's `validation_split`: in `sklearn` mode the last ones). */
  validation: z.number().min(0).max(0.9).default(0.2),
  /** In `ordered` mode the column to order by, rows without a value first; null: as the file has them. */
  orderBy: z.string().nullable().default(null),
  seed: Seed.default(42),
  /** Keep the shares of the classes equal in every part; ignored for regression. */
  stratify: z.boolean().default(false),
})
export type Split = z.infer<typeof Split>

/** A text in the small language of engine/formula: columns, numbers, texts and a closed list of functions. */
const Formula = z.string().max(1000)
/** '' where the person has given none yet: the step can't be done, and says so. */
const ColumnName = z.string().max(200)

export const castTypes = ['number', 'category', 'date'] as const
export const binWays = ['quantile', 'width'] as const

/** What is done to the table, in order, before anything is learned from it. `on` false: kept, but not done. */
export const RecipeStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), id: z.string(), on: z.boolean().default(true), column: z.string(), name: ColumnName }),
  z.object({ kind: z.literal('compute'), id: z.string(), on: z.boolean().default(true), name: ColumnName, formula: Formula }),
  /** Rows for which the condition holds are kept. Never applied to rows that are to be predicted. */
  z.object({ kind: z.literal('filter'), id: z.string(), on: z.boolean().default(true), formula: Formula }),
  /** As many of the rows, drawn by chance. Never applied to rows that are to be predicted. */
  z.object({ kind: z.literal('sample'), id: z.string(), on: z.boolean().default(true), rows: z.number().int().min(2).max(1e9), seed: Seed }),
  z.object({ kind: z.literal('cast'), id: z.string(), on: z.boolean().default(true), column: z.string(), to: z.enum(castTypes) }),
  // Those below learn from the training rows, so nothing that decides on rows may go by what they make.
  /** Values that fewer than this share of the training rows have become one. */
  z.object({ kind: z.literal('groupRare'), id: z.string(), on: z.boolean().default(true), column: z.string(), share: z.number().min(0).max(0.5), name: ColumnName }),
  /** Numbers become ranges: with as many training rows in each, or of one width. */
  z.object({ kind: z.literal('bin'), id: z.string(), on: z.boolean().default(true), column: z.string(), count: z.number().int().min(2).max(50), by: z.enum(binWays) }),
  /** The natural logarithm, of numbers moved up to 1 and above where some are 0 or less. */
  z.object({ kind: z.literal('log'), id: z.string(), on: z.boolean().default(true), column: z.string() }),
  z.object({ kind: z.literal('yeoJohnson'), id: z.string(), on: z.boolean().default(true), column: z.string() }),
])
export type RecipeStep = z.infer<typeof RecipeStep>
/** What a step learned from the training rows. */
export const LearnedStep = z.discriminatedUnion('kind', [
  /** `others`: how many values became one, which `rows` training rows have. */
  z.object({ kind: z.literal('groupRare'), kept: z.array(z.string()), others: z.number(), rows: z.number() }),
  /** Edges between the ranges, ascending, and what the ranges are called, one more. A range begins with its lower edge. */
  z.object({ kind: z.literal('bin'), edges: z.array(z.number()), labels: z.array(z.string()) }),
  /** ln(x + shift), and nothing below the smallest number of the training rows. */
  z.object({ kind: z.literal('log'), shift: z.number(), least: z.number() }),
  z.object({ kind: z.literal('yeoJohnson'), lambda: z.number() }),
])
export type LearnedStep = z.infer<typeof LearnedStep>

export const RecipeSteps = z.array(RecipeStep).max(200)

/** What the file calls a column that the steps leave behind; null: a step makes it. */
export function nameInFile(steps: readonly RecipeStep[], column: string): string | null {
  return steps.reduceRight<string | null>((name, step) => {
    if (name === null || !step.on) return name
    if (step.kind === 'rename') return step.name === name ? step.column : name
    return step.kind === 'compute' && step.name === name ? null : name
  }, column)
}

/** What one step does to the table, alone and behind those before it that can be done. */
export const StepEffect = z.object({
  id: z.string(),
  /** Why it can't be done: words by `describeFormulaMistake`; null where it can. */
  mistake: z.object({ problem: z.string(), value: z.string(), expected: z.string() }).nullable(),
  /** Columns that it begins with. */
  columns: z.array(z.object({ name: z.string(), type: ColumnType })),
  /** Rows before and after it; null where it keeps all. */
  rows: z.object({ before: z.number(), after: z.number() }).nullable(),
  /** A column that is made or read as another type: rows without a value, and the values of the first rows; null where there is none. */
  made: z.object({ type: ColumnType, missing: z.number(), first: z.array(z.string().nullable()) }).nullable(),
})
export type StepEffect = z.infer<typeof StepEffect>

export const StepEffects = z.object({
  /** In order, those that are switched off too. */
  steps: z.array(StepEffect),
  /** Columns behind the last step. */
  columns: z.array(z.object({ name: z.string(), type: ColumnType })),
  rows: z.number(),
})
export type StepEffects = z.infer<typeof StepEffects>

export const Recipe = z.object({
  target: z.string().nullable().default(null),
  /** null: inferred from the target. */
  task: Task.nullable().default(null),
  /** The answer that matters most to find (two classes), as the file writes it. null: the rarer one. */
  positive: z.string().nullable().default(null),
  /** Names for codes: 0 = malignant. */
  classNames: z.array(z.object({ value: z.string(), name: z.string().max(80) })).default([]),
  /** Target, columns and order below go by the names that these leave behind. */
  steps: RecipeSteps.default([]),
  columns: z.array(ColumnChoice).default([]),
  /** Rows equal to an earlier one in every cell of the file: left out, or kept as they are. */
  duplicateRows: z.enum(duplicateRowChoices).default('keep'),
  split: Split.prefault({}),
  scaling: Scaling.default('standard'),
  /** A number to predict: to a mean of 0 and a standard deviation of 1 while training, or as it is, so that counts stay counts. */
  targetScaling: TargetScaling.default('standard'),
  numberFilling: NumberFilling.default('median'),
  fillConstant: z.number().default(0),
  /** Add a 0/1 input beside each number column with gaps. */
  missingIndicator: z.boolean().default(false),
  categoryFilling: CategoryFilling.default('category'),
  categoryEncoding: CategoryEncoding.default('oneHot'),
  /** Categories beyond this many (by frequency in the training rows) share the "unseen" input or code. */
  maximumCategories: z.number().int().min(2).max(1000).default(50),
})
export type Recipe = z.infer<typeof Recipe>

/** Why a column is not used; 'chosen' is the person's own decision, 'fromTarget' is made of what the target is made of. */
export const LeftOutReason = z.enum(['target', 'fromTarget', 'chosen', 'identifier', 'constant', 'text', 'empty'])
export type LeftOutReason = z.infer<typeof LeftOutReason>

export const LeftOutRowReason = z.enum(['targetMissing', 'featureMissing', 'duplicate', 'filtered'])
export type LeftOutRowReason = z.infer<typeof LeftOutRowReason>

/** One column of the recipe, resolved: what happens to it and how many inputs it makes. */
export const PreparedColumn = z.object({
  column: z.string(),
  type: ColumnType,
  used: z.boolean(),
  leftOut: LeftOutReason.nullable(),
  /** 'scaled' (number), 'oneHot' or 'codes' (category, boolean), 'dateParts' (date); null where left out. */
  treatment: z.enum(['scaled', 'oneHot', 'codes', 'dateParts']).nullable(),
  scaling: Scaling.nullable(),
  filling: z.union([NumberFilling, CategoryFilling]).nullable(),
  missing: z.number(),
  /** Names of the network inputs it becomes. */
  inputs: z.array(z.string()),
})
export type PreparedColumn = z.infer<typeof PreparedColumn>

export const RecipePreview = z.object({
  task: Task,
  taskInferred: z.boolean(),
  /** Classes in network order (for two classes the positive one is last, so it is output 1); empty for regression. */
  classes: z.array(ValueCount),
  positive: z.string().nullable(),
  /** Regression: of the target over all usable rows. */
  targetRange: z.object({ min: z.number(), max: z.number(), mean: z.number() }).nullable(),
  /** Regression: the network learns the target as it is, and it is never below 0. */
  targetFromZero: z.boolean(),
  rows: z.object({ training: z.number(), validation: z.number(), test: z.number(), leftOut: z.number() }),
  /** Rows left out, by reason. */
  leftOutRows: z.array(z.object({ reason: LeftOutRowReason, count: z.number() })),
  columns: z.array(PreparedColumn),
  inputs: z.array(z.string()),
  /** Inputs that are codes: which of `inputs`, and how many values are known beside the last code, that of every other. */
  codes: z.array(z.object({ at: z.number(), size: z.number() })),
  /** By steps that learn. */
  learned: z.array(z.object({ id: z.string(), learned: LearnedStep })),
  /** Five training rows: original cells of the used columns, and the network inputs made of them. */
  sample: z.object({
    columns: z.array(z.string()),
    before: z.array(z.array(z.string().nullable())),
    after: z.array(z.array(z.number())),
  }),
  findings: z.array(Finding),
})
export type RecipePreview = z.infer<typeof RecipePreview>

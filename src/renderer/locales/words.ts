/** The shape of one area's words: the English file decides the keys, the others must have the same. */
export type Words<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Words<T[Key]> }

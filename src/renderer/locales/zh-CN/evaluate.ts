/** “评估”页面的文字。 */
export const evaluate = { title: '评估' }

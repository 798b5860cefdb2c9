/** “数据”页面和起始页面的文字。 */
export const data = { title: '数据' }

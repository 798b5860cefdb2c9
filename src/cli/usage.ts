/** What `candor --help` prints. */
import type { Text } from '#contract/language.ts'

export const usage: Text = {
  en: `Candor trains neural networks on tables and says honestly how good they are.

  FILE is a table: CSV or other delimited text, .xlsx, Parquet, Arrow or Feather, JSON, JSON lines, SQLite; also in gzip, zstd or zip.
      --sheet NAME --range A1:F200   of a workbook
      --table NAME                   of a database
      --member NAME                  file in a zip; * for all of them as one table
      --delimiter ';'                of text; '\\t' for tabs, ' +' for any number of spaces and tabs

  candor inspect FILE [--json]
      What is in a file: rows, columns, types, gaps, and what looks odd.

  candor train FILE --target COLUMN [options]
      Trains a network and judges it on rows it has not seen.
      --plan FILE        a plan as JSON; the options below change it
      --epochs N         passes over the training rows (default 10)
      --batch-size N     rows for each step (default 32)
      --seed N           starting weights, order of rows, dropout (default 1)
      --split sklearn    the rows of train_test_split(test_size=0.2, random_state=42)
      --engine NAME      see \`candor engines\` (default auto)
      --out FOLDER       keep the trained network there, for \`candor predict\`
      --json             print one JSON object and nothing else

  candor predict RUN FILE --out predictions.csv
      Answers for the rows of FILE. RUN is the --out folder of \`train\`, or a run's id or number.

  candor resume RUN [--json]
      Goes on with an interrupted run from its last checkpoint, to the same end as if nothing had happened.

  candor verify RUN [--json]
      Trains the run again from its plan and data and compares bit for bit: exit code 0 where equal, 1 where not.

  candor export PROJECT --out FILE.candor
      The whole project as one file to hand out: data, plan, runs. PROJECT is its name or id, or the --out folder of \`train\`.

  candor import FILE.candor [--json]
      Opens such a file as a new project.

  candor engines [--json]
      The engines of this computer.

  candor engines install tensorflow [--cuda | --from FILE.whl] [--python-index URL] [--json]
      Adds TensorFlow for large networks: downloads or takes the file, checks it, and tries it. Needs a C++ compiler.

  candor engines remove tensorflow
      Removes it again.

  candor serve [--port N]
      The window in a browser of this computer; prints its address.

  --lang zh-CN|en        language of the messages (default: the system's)

Exit code 0, or 2 with one sentence where the input does not fit.
`,
  'zh-CN': `Candor 用表格数据训练神经网络，并如实告诉你它有多好。

  FILE 是一张表：CSV 等分隔文本、.xlsx、Parquet、Arrow 或 Feather、JSON、JSON lines、SQLite；也可用 gzip、zstd 或 zip 压缩。
      --sheet NAME --range A1:F200   工作簿中的工作表和区域
      --table NAME                   数据库中的表
      --member NAME                  压缩包中的文件；* 表示合并为一张表
      --delimiter ';'                文本的分隔符；'\\t' 表示制表符，' +' 表示任意个空格和制表符

  candor inspect FILE [--json]
      查看文件：行数、列、类型、缺失值，以及异常之处。

  candor train FILE --target COLUMN [选项]
      训练网络，并用它没见过的行来评判。
      --plan FILE        JSON 格式的方案；下列选项可对其修改
      --epochs N         遍历训练行的轮数（默认 10）
      --batch-size N     每步的行数（默认 32）
      --seed N           初始权重、行的顺序和 dropout 的种子（默认 1）
      --split sklearn    与 train_test_split(test_size=0.2, random_state=42) 相同的行
      --engine NAME      见 \`candor engines\`（默认 auto）
      --out FOLDER       把训练好的网络保存到这里，供 \`candor predict\` 使用
      --json             只输出一个 JSON 对象

  candor predict RUN FILE --out predictions.csv
      对 FILE 的各行作出预测。RUN 是 \`train\` 的 --out 文件夹，或某次训练的 id 或编号。

  candor resume RUN [--json]
      让中断的训练从最近的检查点继续；结果与未中断时完全相同。

  candor verify RUN [--json]
      用同样的方案和数据重新训练，逐位核对；一致时退出码为 0，不同时为 1。

  candor export PROJECT --out FILE.candor
      把整个项目（数据、方案、训练记录）存为一个文件，方便转交。PROJECT 是项目的名称或 id，或 \`train\` 的 --out 文件夹。

  candor import FILE.candor [--json]
      把这样的文件打开为新项目。

  candor engines [--json]
      本机可用的引擎。

  candor engines install tensorflow [--cuda | --from FILE.whl] [--python-index URL] [--json]
      为大型网络添加 TensorFlow：下载或使用给定的文件，核对并试用。需要 C++ 编译器。

  candor engines remove tensorflow
      移除 TensorFlow。

  candor serve [--port N]
      在本机浏览器中打开窗口；会输出地址。

  --lang zh-CN|en        提示语言（默认跟随系统）

退出码为 0；输入不合适时为 2，并给出一句说明。
`,
}

/** Entry of the command line. */
process.stderr.write('not yet\n')

/* The commands of the program, one line each, in the order in which help shows them. */
COMMAND(check)
COMMAND(report)
COMMAND(baseline)
COMMAND(diff)
COMMAND(init)
COMMAND(explain)
COMMAND(rules)

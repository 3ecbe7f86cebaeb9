/** What --help says. */
export const help = `Usage: driver-model check [FILE|DIR…] [--driver NAME|FOLDER] [--module NAME] [--rule CODE=LEVEL]…
                          [--format FORMAT]
       driver-model test [FILE|DIR…] [--driver NAME|FOLDER] [--module NAME] [--format FORMAT]
       driver-model run FILE [--scenario NAME] [--driver NAME|FOLDER] [--module NAME]
                        [--faults K] [--limit STATES] [--format FORMAT]
       driver-model explore SCENARIO|TOPOLOGY [--scenario NAME] [--driver NAME|FOLDER]
                            [--module NAME] [--faults K] [--limit STATES]
                            [--preemptions N | --walks N [--seed N]] [--traces FOLDER]
                            [--format FORMAT]
       driver-model replay TRACE [--format FORMAT]
       driver-model compare TOPOLOGY [--drivers NAME|FOLDER,…] [--module NAME] [--explore]
                            [--faults K] [--limit STATES] [--format FORMAT]
       driver-model drivers [--format FORMAT]
       driver-model rules

Reads topology files, runs a Linux driver's own C on the machines they describe, and
shows what came out: sockets, EGM regions, GPUs, devices, kernel log and problems.

  check     Checks each FILE, and each **/*.topology.{yaml,yml} under each DIR (without
            node_modules and .git). Without a FILE or DIR: the current directory.
  test      Runs the scenarios of each FILE, and of each **/*.scenario.{yaml,yml} and
            **/*.topology.{yaml,yml} under each DIR, and compares what came of them with
            what they expect. Those with parallel lists or faults are explored.
  run       Runs the scenarios of a file, or the one of that NAME, and shows each step.
  explore   Takes the steps of a scenario, or binds and unbinds the GPUs of a machine at once and
            opens the nodes that appear, in every order there is and with up to K calls failing,
            and shows what goes wrong with the shortest schedule found.
  replay    Follows a trace that explore wrote, step by step, and shows where it leads; refuses
            where the topology or the driver's C have changed since.
  compare   Puts one topology under several drivers, and shows what is the same and what
            differs: which GPUs bind, which errno, which devices and nodes, which findings.
  drivers   Lists the drivers that come with the tool.
  rules     Lists every rule with its severity.

  --driver NAME|FOLDER  A driver that comes with the tool, or a folder with C of your own.
                        A folder whose name is also a driver's is written ./NAME. It goes
                        before the driver that a scenario names.
  --drivers A,B,…       What is compared: drivers as for --driver; all that come with the tool
                        if not given.
  --explore             Compares what every order leads to, too, as explore does.
  --module NAME         Name of the module that a folder's C becomes, where the folder
                        does not say it itself.
  --rule CODE=LEVEL     Gives a rule (spa/unaligned) or a family of rules (platform/*) another
                        severity: error, warning, information or off. May be repeated; a
                        rule goes before its family.
  --faults K            Calls that may fail while exploring, 0 to 3. If not given, as many as a
                        scenario says; 1 for a topology. With compare it asks for exploring.
  --limit STATES        States to look at before exploring gives up; 200000 if not given.
  --preemptions N       Of what is too large, only the orders in which tasks that could go on
                        are interrupted N times at most: most races need one or two.
  --walks N             Of what is too large, only N orders, at random, with all GPUs.
  --seed N              Where --walks begins; 1 if not given. The same takes the same orders.
  --traces FOLDER       Writes a trace of each finding and race there, for replay.
  --format FORMAT       text for people and editors, json for programs. For check also sarif
                        (2.1.0) for code scanning, and github for the log of a GitHub
                        workflow; for test also junit, XML for lists of tests.
  --help, --version

Exit status of check: 0 without errors, 1 with errors. Of test and run: 0 when all
passed, 1 when a scenario failed, 3 when none failed and some gave up. Of explore: 0 when it
holds, 1 when something is violated, 3 when it gave up. Of compare: 0 when nothing differs,
1 when something does, 3 when nothing differs and some gave up. Of replay: 1 when it shows
what was found, 0 when it ends without. 2 when the command line or an input cannot be read,
or a trace is refused. NO_COLOR switches colour off.
`;

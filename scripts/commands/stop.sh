# Takes all instances of a service away; ./paz start brings them back.

command_stop() {
  operate stop
}

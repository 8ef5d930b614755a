# Brings back what ./paz stop took away.

command_start() {
  operate start
}

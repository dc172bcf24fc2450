!> The command line, parsed strictly: whatever is not understood ends the program with status 2 and one message that says
!> what was given and what is allowed.
module run_options
  use console, only: fail, exit_failure, exit_usage
  use netcdf_c, only: netcdf_available
  use text, only: text_of
  implicit none
  private
  public :: options_type, parse_options

  integer, parameter :: max_hours = 87840, max_tracers = 300, max_spin_up = 48, max_files = 1000

  integer, parameter :: tracers_of_transport = 21 !< as the model's simulation of transport alone has

  !> With chemistry, the first hour finds the length of each cell's sub-steps and takes more than twice as many as later ones.
  integer, parameter :: hours_to_settle = 1

  type :: options_type
    character(:), allocatable :: simulation, resolution, flow, mechanism, solver, output, fault
    character(:), allocatable :: restart_in, restart_out !< not allocated: none
    integer :: levels = 72, hours = 0, tracers = 0 !< fullchem: 0 for as many as it has by default
    integer :: files = 200, spin_up = -1    !< spin_up: hours before those that are timed
    logical :: help = .false., version = .false., keep_files = .false.
  end type options_type

contains

  function parse_options() result(options)
    type(options_type) :: options
    character(:), allocatable :: name, seen
    integer :: i

    seen = " "
    i = 1
    do while (i <= command_argument_count())
      name = argument(i)
      if (index(seen, " "//name//" ") > 0) call fail(exit_usage, name//" was given twice; give it once")
      seen = seen//name//" "
      select case (name)
      case ("--help")
        options%help = .true.
      case ("--version")
        options%version = .true.
      case ("--simulation")
        options%simulation = choice(name, value_after(i), "transport|chemistry|fullchem|io")
      case ("--resolution")
        options%resolution = choice(name, value_after(i), "4x5|2x2.5|10x15|20x30")
      case ("--levels")
        options%levels = whole_number(name, choice(name, value_after(i), "72|47"), 1, 99)
      case ("--flow")
        options%flow = choice(name, value_after(i), "solid|deformational|three-d")
      case ("--mechanism")
        options%mechanism = value_after(i)
        if (options%mechanism == "") call fail(exit_usage, "--mechanism: got an empty name; allowed: a name or a file")
      case ("--solver")
        options%solver = choice(name, value_after(i), "generated|vector")
      case ("--spin-up")
        options%spin_up = whole_number(name, value_after(i), 0, max_spin_up)
      case ("--files")
        options%files = whole_number(name, value_after(i), 1, max_files)
      case ("--hours")
        options%hours = whole_number(name, value_after(i), 1, max_hours)
      case ("--tracers")
        options%tracers = whole_number(name, value_after(i), 1, max_tracers)
      case ("--output")
        options%output = value_after(i)
        if (options%output == "") call fail(exit_usage, "--output: got an empty name; allowed: a directory")
      case ("--restart-in")
        options%restart_in = file_after(name, i)
      case ("--restart-out")
        options%restart_out = file_after(name, i)
      case ("--keep-files")
        options%keep_files = .true.
      case default
        call fail(exit_usage, "unknown option '"//name//"'; allowed: --simulation --resolution --levels --hours " &
                  //"--spin-up --tracers --files --output --flow --mechanism --solver --restart-in --restart-out " &
                  //"--keep-files --help --version")
      end select
      i = i + merge(1, 2, any(name == [character(12) :: "--help", "--version", "--keep-files"]))
    end do
    if (options%help .or. options%version) return

    call require(index(seen, " --hours ") > 0, "--hours", "an integer from 1 to "//text_of(max_hours))
    call require(index(seen, " --output ") > 0, "--output", "a directory")
    if (.not. allocated(options%simulation)) options%simulation = "transport"
    call belongs(seen, "--tracers", options%simulation, "transport, fullchem or io")
    call belongs(seen, "--flow", options%simulation, "transport or fullchem")
    call belongs(seen, "--mechanism", options%simulation, "chemistry or fullchem")
    call belongs(seen, "--files", options%simulation, "fullchem")
    call belongs(seen, "--solver", options%simulation, "chemistry or fullchem")
    call belongs(seen, "--spin-up", options%simulation, "transport, chemistry or fullchem")
    call check_files(options)
    if (.not. allocated(options%mechanism)) options%mechanism = "ts1"
    if (.not. allocated(options%solver)) options%solver = ""
    if (options%tracers == 0 .and. options%simulation /= "fullchem") options%tracers = tracers_of_transport
    if (options%spin_up < 0) options%spin_up = merge(hours_to_settle, 0, .not. allocated(options%restart_in) .and. &
                                                     any(options%simulation == [character(9) :: "chemistry", "fullchem"]))
    if (.not. allocated(options%resolution)) options%resolution = "4x5"
    if (.not. allocated(options%flow)) options%flow = "three-d"
    options%fault = requested_fault()
  end function parse_options

  subroutine check_files(options)
    type(options_type), intent(in) :: options
    logical :: restarts

    restarts = allocated(options%restart_in) .or. allocated(options%restart_out)
    if (options%simulation == "io") then
      if (restarts) call fail(exit_usage, "--restart-in and --restart-out do not belong to --simulation io; leave them out")
    else if (options%keep_files) then
      call fail(exit_usage, "--keep-files belongs to --simulation io; leave it out")
    end if
    if (restarts .or. options%simulation == "io") then
      if (.not. netcdf_available()) call fail(exit_failure, "this program was built without netCDF " &
        //"(CTM_PROXY_NETCDF=OFF), so it has neither --simulation io nor restarts; build it with netCDF")
    end if
  end subroutine check_files

  subroutine require(present, name, allowed)
    logical, intent(in) :: present
    character(*), intent(in) :: name, allowed

    if (.not. present) call fail(exit_usage, name//" is required; give "//allowed)
  end subroutine require

  subroutine belongs(seen, name, simulation, simulations)
    character(*), intent(in) :: seen, name, simulation, simulations

    if (index(seen, " "//name//" ") > 0 .and. index(simulations, simulation) == 0) &
      call fail(exit_usage, name//" belongs to --simulation "//simulations//"; leave it out")
  end subroutine belongs

  function argument(i) result(text)
    integer, intent(in) :: i
    character(:), allocatable :: text
    integer :: length

    call get_command_argument(i, length=length)
    allocate (character(length) :: text)
    call get_command_argument(i, text)
  end function argument

  function value_after(i) result(text)
    integer, intent(in) :: i
    character(:), allocatable :: text

    if (i == command_argument_count()) call fail(exit_usage, argument(i)//": got no value; give one after it")
    text = argument(i + 1)
  end function value_after

  function file_after(name, i) result(path)
    character(*), intent(in) :: name
    integer, intent(in) :: i
    character(:), allocatable :: path

    path = value_after(i)
    if (path == "") call fail(exit_usage, name//": got an empty name; allowed: a file")
  end function file_after

  !> @param allowed words separated by "|"
  function choice(name, given, allowed) result(word)
    character(*), intent(in) :: name, given, allowed
    character(:), allocatable :: word

    if (given == "" .or. scan(given, "| ") > 0 .or. index("|"//allowed//"|", "|"//given//"|") == 0) then
      call fail(exit_usage, name//": got '"//given//"'; allowed: "//allowed)
    end if
    word = given
  end function choice

  integer function whole_number(name, given, lowest, highest)
    character(*), intent(in) :: name, given
    integer, intent(in) :: lowest, highest
    integer :: status

    whole_number = -1
    status = 1
    if (given /= "" .and. verify(given, "0123456789") == 0 .and. len(given) <= 9) then
      read (given, '(i9)', iostat=status) whole_number
    end if
    if (status /= 0 .or. whole_number < lowest .or. whole_number > highest) then
      call fail(exit_usage, name//": got '"//given//"'; allowed: an integer from " &
                //text_of(lowest)//" to "//text_of(highest))
    end if
  end function whole_number

  function requested_fault() result(fault)
    character(:), allocatable :: fault
    character(*), parameter :: variable = "CTM_PROXY_FAULT"
    integer :: length, status

    call get_environment_variable(variable, length=length, status=status)
    allocate (character(length) :: fault)
    if (length > 0) then
      call get_environment_variable(variable, fault)
      fault = choice(variable, fault, "mass|bounds|crash")
    end if
  end function requested_fault
end module run_options

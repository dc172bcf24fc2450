!> The head of the log, and the texts of --help and --version.
module run_header
  use compiler_facts, only: compiler_name, compiler_flags
  use console, only: say
  use constants, only: time_step_s, chemistry_step_s
  use latlon_grid, only: grid_type, named_grid
  use run_options, only: options_type
  use static_schedule, only: most_per_thread, idle_share
  use text, only: text_of, fixed
  use version, only: program_name, program_version
  implicit none
  private
  public :: print_header, print_tracers, print_help, print_version

contains

  subroutine print_header(options, threads)
    type(options_type), intent(in) :: options
    integer, intent(in) :: threads
    type(grid_type) :: grid

    grid = named_grid(options%resolution)
    call say("===> "//program_name//" version     : "//program_version//" (a proxy; not GEOS-Chem)")
    call say("===> Compiler              : "//compiler_name())
    call say("===> Compiler options      : "//compiler_flags())
    call say("===> OpenMP threads        : "//text_of(threads))
    call say("Simulation name            : "//options%simulation)
    call say("Grid resolution            : "//options%resolution//" ("//text_of(grid%nlon)//" x "//text_of(grid%nlat)//")")
    call say("Levels                     : "//text_of(options%levels))
    call say("Simulated hours            : "//text_of(options%hours))
    if (options%spin_up > 0) call say("Hours before, not timed    : "//text_of(options%spin_up))
    if (options%simulation == "io") call say("Tracers                    : "//text_of(options%tracers))
    if (options%simulation == "transport" .or. options%simulation == "fullchem") then
      call say("Flow                       : "//options%flow)
      call say("Transport timestep [sec]   : "//text_of(time_step_s))
    end if
    if (options%simulation == "chemistry" .or. options%simulation == "fullchem") &
      call say("Chemistry timestep [sec]   : "//text_of(chemistry_step_s))
    if (allocated(options%restart_in)) call say("Goes on from restart       : "//options%restart_in)
    if (options%fault /= "") call say("FAULT INJECTED FOR TESTING : "//options%fault)
  end subroutine print_header

  !> How the loop over tracers is dealt out.
  subroutine print_tracers(tracers, threads)
    integer, intent(in) :: tracers, threads

    call say("Advected tracers           : "//text_of(tracers))
    call say("Tracers of a thread        : "//text_of(most_per_thread(tracers, threads))//" at most, " &
             //fixed(100 * idle_share(tracers, threads), 1)//" % of the threads' time in the loop over tracers idle")
  end subroutine print_tracers

  subroutine print_version()
    call say(program_name//" "//program_version)
  end subroutine print_version

  subroutine print_help()
    call say("Usage: "//program_name//" --hours H --output DIR [options]")
    call say("")
    call say("Chemical transport model proxy: advects tracers in analytic winds, integrates the chemistry of a")
    call say("mechanism in every cell, or does both with boundary layer mixing and convection; verifies itself.")
    call say("")
    call say("  --hours H            simulated hours, 1 to 87840 (required)")
    call say("  --output DIR         directory for report.json and timers.json; created if missing (required)")
    call say("  --simulation NAME    transport (default), chemistry, fullchem or io (reads and writes netCDF files)")
    call say("  --resolution NAME    4x5 (default), 2x2.5 or, for tests, 10x15, 20x30")
    call say("  --levels N           72 (default) or 47")
    call say("  --tracers N          not chemistry: 1 to 300; default 21, fullchem 300; tracer 1 is constant")
    call say("  --spin-up H          not io: hours simulated before those that are timed, 0 to 48 (default 0; 1 with")
    call say("                       chemistry, where cells first have to find their sub-steps; 0 from a restart)")
    call say("  --flow NAME          transport, fullchem: three-d (default), deformational or solid")
    call say("  --mechanism NAME     chemistry, fullchem: ts1 (default), pollu, small_strato, rober, or the path of a")
    call say("                       table (*.mech)")
    call say("  --files N            fullchem: emission inventories to read, 1 to 1000 (default 200)")
    call say("  --solver NAME        chemistry, fullchem: generated (scalar straight-line code, default where this program")
    call say("                       has it) or vector (blocks of cells)")
    call say("  --restart-in FILE    not io: go on from this restart (netCDF) of a run with the same options")
    call say("  --restart-out FILE   not io: write a restart at the end")
    call say("  --keep-files         io: leave the netCDF files in the output directory")
    call say("  --help, --version    print and exit")
    call say("")
    call say("Environment: OMP_NUM_THREADS sets the number of threads. CTM_PROXY_FAULT=mass|bounds|crash plants a")
    call say("defect, for testing that the checks fire.")
    call say("")
    call say("Exit status: 0 completed and verified; 1 cannot run or write; 2 wrong usage; 3 a check failed.")
  end subroutine print_help
end module run_header

!> The state of a run to and from a restart. What the options give (winds, levels, reactions, the masses and extrema that the
!> checks compare with) is made anew; the file has the rest.
module model_restart
  use constants, only: steps_per_hour
  use console, only: fail, exit_failure
  use kinds, only: wp
  use latlon_grid, only: grid_type, named_grid
  use hybrid_levels, only: make_levels
  use restart_file, only: restart_file_type, create_restart, start_fields, finish_restart, open_restart, require_text, &
    close_restart
  use simulation, only: simulation_type
  implicit none
  private
  public :: save_model, load_model

contains

  subroutine save_model(run, path)
    type(simulation_type), intent(in) :: run
    character(*), intent(in) :: path
    type(restart_file_type) :: restart
    type(grid_type) :: grid
    integer :: p

    associate (model => run%model)
      grid = named_grid(model%options%resolution)
      call create_restart(path, grid, model%options%levels, restart)
      call restart%file%text("simulation", model%options%simulation)
      call restart%file%number("steps_done", real(model%steps_done, wp))
      do p = 1, size(run%processes)
        call run%processes(p)%it%define(model, restart)
      end do
      call start_fields(restart, grid, make_levels(model%options%levels), model%steps_done / steps_per_hour)
      do p = 1, size(run%processes)
        call run%processes(p)%it%save(model, restart)
      end do
      call finish_restart(restart)
    end associate
  end subroutine save_model

  !> Replaces the initial state. Ends the program where the restart is of other options.
  subroutine load_model(path, run)
    character(*), intent(in) :: path
    type(simulation_type), intent(inout) :: run
    type(restart_file_type) :: restart
    integer :: p

    associate (model => run%model)
      call open_restart(path, named_grid(model%options%resolution), model%options%levels, restart)
      call require_text(restart, "simulation", model%options%simulation)
      model%steps_done = nint(restart%file%number_of("steps_done"))
      if (model%steps_done < 1 .or. modulo(model%steps_done, steps_per_hour) /= 0) then
        call fail(exit_failure, "the restart '"//path//"' is not of a whole hour")
      end if
      model%steps_at_start = model%steps_done
      model%steps_untimed = model%steps_done
      model%steps = model%steps + model%steps_done
      do p = 1, size(run%processes)
        call run%processes(p)%it%load(model, restart)
      end do
      call close_restart(restart)
    end associate
  end subroutine load_model
end module model_restart

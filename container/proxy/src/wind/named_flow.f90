!> The analytic flows by the name the command line gives them.
module named_flow
  use flow, only: flow_type
  use solid_body_flow, only: make_solid_body_flow
  use deformational_flow, only: make_deformational_flow
  use three_d_flow, only: make_three_d_flow
  implicit none
  private
  public :: make_flow

contains

  function make_flow(name) result(flow)
    character(*), intent(in) :: name
    class(flow_type), allocatable :: flow

    select case (name)
    case ("solid")
      allocate (flow, source=make_solid_body_flow())
    case ("deformational")
      allocate (flow, source=make_deformational_flow())
    case ("three-d")
      allocate (flow, source=make_three_d_flow())
    case default
      error stop "make_flow: unknown flow"
    end select
  end function make_flow
end module named_flow

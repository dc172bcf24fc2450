!> Physical and numerical constants (SI).
module constants
  use kinds, only: wp
  implicit none
  private

  real(wp), parameter, public :: pi = 3.14159265358979323846_wp
  real(wp), parameter, public :: earth_radius_m = 6.371e6_wp
  real(wp), parameter, public :: gravity_m_s2 = 9.80665_wp
  real(wp), parameter, public :: surface_pressure_pa = 1.0e5_wp
  real(wp), parameter, public :: seconds_per_hour = 3600.0_wp
  real(wp), parameter, public :: scale_height_m = 7400.0_wp !< of an isothermal atmosphere, for heights from pressures
  real(wp), parameter, public :: gas_constant_j_mol_k = 8.31446261815324_wp
  real(wp), parameter, public :: boltzmann_j_k = 1.380649e-23_wp

  !> Transport time step: GEOS-Chem's default at both global resolutions.
  integer, parameter, public :: time_step_s = 600
  integer, parameter, public :: steps_per_hour = 3600 / time_step_s

  !> Chemistry time step: the same default.
  integer, parameter, public :: chemistry_step_s = 1200

  !> Period of the analytic flows: one revolution, or one deformation and its reversal (Lauritzen et al. 2012).
  integer, parameter, public :: flow_period_hours = 12 * 24
  real(wp), parameter, public :: flow_period_s = flow_period_hours * seconds_per_hour
end module constants

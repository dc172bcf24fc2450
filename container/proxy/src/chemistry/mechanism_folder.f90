!> Where a mechanism's table is: a file, or a name in the folder beside the program.
module mechanism_folder
  use posix, only: program_path
  implicit none
  private
  public :: mechanism_path

contains

  !> What is not a path is a name: NAME.mech in `mechanisms` beside the program or beside its folder.
  function mechanism_path(given) result(path)
    character(*), intent(in) :: given
    character(:), allocatable :: path, folder
    logical :: there

    path = given
    if (index(given, "/") > 0 .or. index(given, ".mech") > 0) return
    folder = program_path()
    folder = folder(:index(folder, "/", back=.true.))
    path = folder//"mechanisms/"//given//".mech"
    inquire (file=path, exist=there)
    if (.not. there) path = folder//"../mechanisms/"//given//".mech"
  end function mechanism_path
end module mechanism_folder

!> The compiler and its options, as the compiler itself reports them.
module compiler_facts
  use, intrinsic :: iso_fortran_env, only: compiler_version, compiler_options
  implicit none
  private
  public :: compiler_name, compiler_flags, without_search_paths

contains

  function compiler_name() result(name)
    character(:), allocatable :: name

    name = compiler_version()
  end function compiler_name

  function compiler_flags() result(flags)
    character(:), allocatable :: flags

    flags = without_search_paths(compiler_options())
  end function compiler_flags

  !> Where the compiler looked for modules says nothing about the code it made, and would make two equal builds from
  !> different directories look different.
  pure function without_search_paths(options) result(kept)
    character(*), intent(in) :: options
    character(:), allocatable :: kept, word
    integer :: first, length
    logical :: is_argument

    kept = ""
    is_argument = .false.
    first = 1
    do while (first <= len_trim(options))
      length = index(options(first:)//" ", " ") - 1
      word = options(first:first + length - 1)
      first = first + length + 1
      if (.not. (is_argument .or. is_search_path(word))) kept = kept//" "//word
      is_argument = word == "-I" .or. word == "-J"
    end do
    kept = trim(adjustl(kept))
  end function without_search_paths

  pure logical function is_search_path(word)
    character(*), intent(in) :: word

    is_search_path = word == "" .or. index(word, "-I") == 1 .or. index(word, "-J") == 1 &
      .or. index(word, "-fpre") == 1 .or. index(word, "-fintrinsic-modules-path") == 1
  end function is_search_path
end module compiler_facts

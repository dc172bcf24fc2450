!> What a run read from files and wrote to them, whichever of its processes did.
module file_traffic
  use json_writer, only: json_file_type
  use kinds, only: wp, i8
  implicit none
  private
  public :: file_traffic_type, write_traffic

  !> Bytes are those handed over by or to netCDF, uncompressed; file bytes those that the files hold.
  type :: file_traffic_type
    integer(i8) :: input_values = 0, input_bytes = 0, input_file_bytes = 0
    integer(i8) :: output_values = 0, output_bytes = 0, output_file_bytes = 0
    real(wp) :: cached_share = -1 !< of the file read, when a read began, at worst; -1: not known
  end type file_traffic_type

  character(*), parameter :: model = "input_bytes and output_bytes are the values handed over by and to netCDF, " &
    //"uncompressed; the file bytes are what the files hold (of the file of meteorology the share that was read). Every " &
    //"file was written to the disk (fsync) within the timer Output. input_cached_share is how much of the file that is " &
    //"read was in the page cache when a read began, at worst: 1 where the scratch space is in memory, as a tmpfs is."

contains

  !> Nothing where no file was touched.
  subroutine write_traffic(json, traffic)
    type(json_file_type), intent(inout) :: json
    type(file_traffic_type), intent(in) :: traffic

    if (traffic%input_values + traffic%output_values == 0) return
    call json%begin("{", "io")
    call json%long("input_bytes", traffic%input_bytes)
    call json%long("input_file_bytes", traffic%input_file_bytes)
    call json%long("output_bytes", traffic%output_bytes)
    call json%long("output_file_bytes", traffic%output_file_bytes)
    if (traffic%cached_share < 0) then
      call json%null("input_cached_share")
    else
      call json%real("input_cached_share", traffic%cached_share)
    end if
    call json%string("model", model)
    call json%finish("}")
  end subroutine write_traffic
end module file_traffic

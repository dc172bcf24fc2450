!> Reads a mechanism table (the format is described in mechanisms/README.md). Whatever is not understood is refused with the
!> file, the line and what is allowed.
module mechanism_file
  use kinds, only: wp
  use console, only: fail, exit_failure
  use mechanism, only: mechanism_type, reaction_type, total_type, species_index, name_length, max_reactants, &
    constant_rate, arrhenius_rate, troe_rate, photolysis_rate, surface_rate
  use text, only: text_of
  implicit none
  private
  public :: read_mechanism

  integer, parameter :: word_length = 48, line_length = 4096, max_words = 400

  type :: place_type
    character(:), allocatable :: path
    integer :: line = 0
  end type place_type

  !> Reactants of constant concentration: they go into the rate constant.
  type :: fixed_type
    character(name_length) :: name
    real(wp) :: value
  end type fixed_type

contains

  function read_mechanism(path) result(mech)
    character(*), intent(in) :: path
    type(mechanism_type) :: mech
    type(fixed_type), allocatable :: fixed(:)
    type(place_type) :: place
    character(word_length), allocatable :: words(:)
    character(line_length) :: line
    integer :: unit, status

    place%path = path
    open (newunit=unit, file=path, status="old", action="read", iostat=status)
    if (status /= 0) call fail(exit_failure, "cannot read the mechanism '"//path//"'; give --mechanism a table file or " &
                               //"the name of one beside the program")
    mech%name = ""
    allocate (mech%species(0), mech%initial(0), mech%reactions(0), mech%totals(0), fixed(0))
    allocate (mech%reference%species(0), mech%reference%expected(0))
    do
      read (unit, '(a)', iostat=status) line
      if (status /= 0) exit
      place%line = place%line + 1
      if (len_trim(line) == line_length) call refuse(place, "a line of "//text_of(line_length)//" characters or more")
      words = split(line)
      if (size(words) > 0) call take_line(place, words, mech, fixed)
    end do
    close (unit)
    call require_complete(place, mech)
    call require_conserved(place, mech)
  end function read_mechanism

  subroutine take_line(place, words, mech, fixed)
    type(place_type), intent(in) :: place
    character(word_length), intent(in) :: words(:)
    type(mechanism_type), intent(inout) :: mech
    type(fixed_type), allocatable, intent(inout) :: fixed(:)

    select case (words(1))
    case ("mechanism")
      call want(place, words, 2)
      mech%name = trim(words(2))
    case ("molecule_per_cm3")
      mech%molecule_per_cm3 = only_number(place, words)
    case ("time_unit_s")
      mech%time_unit_s = only_number(place, words)
    case ("temperature_k")
      mech%temperature_k = only_number(place, words)
      mech%uniform = .false.
    case ("pressure_pa")
      mech%pressure_pa = only_number(place, words)
    case ("air")
      mech%air = only_number(place, words)
    case ("species")
      call want(place, words, 3)
      call require_new_name(place, words(2), mech, fixed)
      mech%species = [character(name_length) :: mech%species, words(2)]
      mech%initial = [mech%initial, number(place, words(3))]
    case ("fixed")
      call want(place, words, 3)
      call require_new_name(place, words(2), mech, fixed)
      fixed = [fixed, fixed_type(words(2) (:name_length), number(place, words(3)))]
    case ("reaction")
      call take_reaction(place, words, mech, fixed)
    case ("conserved")
      call take_total(place, words, mech)
    case ("reference")
      call take_reference(place, words, mech)
    case ("expected")
      call want(place, words, 3)
      mech%reference%species = [mech%reference%species, known_species(place, words(2), mech)]
      mech%reference%expected = [mech%reference%expected, number(place, words(3))]
    case default
      call refuse(place, "'"//trim(words(1))//"'; allowed: mechanism molecule_per_cm3 time_unit_s temperature_k " &
                  //"pressure_pa air species fixed reaction conserved reference expected")
    end select
  end subroutine take_line

  !> reaction LAW parameters : reactants -> products
  subroutine take_reaction(place, words, mech, fixed)
    type(place_type), intent(in) :: place
    character(word_length), intent(in) :: words(:)
    type(mechanism_type), intent(inout) :: mech
    type(fixed_type), intent(in) :: fixed(:)
    type(reaction_type) :: reaction
    real(wp) :: change(size(mech%species)), coefficient
    integer :: colon, arrow, w, times, s, f
    logical :: is_reactant

    colon = position(words, ":")
    arrow = position(words, "->")
    if (colon < 3 .or. arrow < colon) call refuse(place, "a reaction that is not LAW PARAMETERS : REACTANTS -> PRODUCTS")
    call take_law(place, words(2), words(3:colon - 1), reaction)

    allocate (reaction%reactant(0))
    reaction%fixed = 1 / mech%time_unit_s
    change = 0
    coefficient = 1
    do w = colon + 1, size(words)
      is_reactant = w < arrow
      if (w == arrow .or. words(w) == "+") cycle
      if (scan(words(w) (1:1), "0123456789.-") > 0) then
        coefficient = number(place, words(w))
        cycle
      end if
      times = nint(coefficient)
      if (is_reactant .and. (times < 1 .or. abs(coefficient - times) > 0)) &
        call refuse(place, "a reactant with the coefficient "//trim(words(w - 1))//"; allowed: 1, 2, ...")
      s = species_index(mech, words(w))
      f = fixed_index(fixed, words(w))
      if (s > 0) then
        change(s) = change(s) + merge(-coefficient, coefficient, is_reactant)
        if (is_reactant) reaction%reactant = [reaction%reactant, spread(s, 1, times)]
      else if (is_reactant .and. words(w) == "M") then
        reaction%air = reaction%air + times
      else if (is_reactant .and. f > 0) then
        reaction%fixed = reaction%fixed * fixed(f)%value**times
      else if (f == 0 .and. words(w) /= "M") then
        call refuse(place, "the unknown species '"//trim(words(w))//"'; declare it above as species or fixed")
      end if
      coefficient = 1
    end do
    if (size(reaction%reactant) > max_reactants) &
      call refuse(place, "more than "//text_of(max_reactants)//" reactants")
    reaction%species = pack([(s, s = 1, size(change))], abs(change) > 0)
    reaction%change = change(reaction%species)
    mech%reactions = [mech%reactions, reaction]
  end subroutine take_reaction

  subroutine take_law(place, law, words, reaction)
    type(place_type), intent(in) :: place
    character(*), intent(in) :: law, words(:)
    type(reaction_type), intent(inout) :: reaction
    integer :: w, wanted

    select case (law)
    case ("constant")
      reaction%law = constant_rate
      wanted = 1
    case ("arrhenius")
      reaction%law = arrhenius_rate
      wanted = 5
    case ("troe")
      reaction%law = troe_rate
      wanted = 8
    case ("photolysis")
      reaction%law = photolysis_rate
      wanted = 2
    case ("surface")
      reaction%law = surface_rate
      wanted = 5
    case default
      wanted = -1
      call refuse(place, "the rate law '"//trim(law)//"'; allowed: constant arrhenius troe photolysis surface")
    end select
    if (size(words) /= wanted) &
      call refuse(place, text_of(size(words))//" parameters; "//trim(law)//" has "//text_of(wanted))
    do w = 1, wanted
      reaction%parameter(w) = number(place, words(w))
    end do
  end subroutine take_law

  !> conserved NAME weight species weight species ...
  subroutine take_total(place, words, mech)
    type(place_type), intent(in) :: place
    character(word_length), intent(in) :: words(:)
    type(mechanism_type), intent(inout) :: mech
    type(total_type) :: total
    integer :: w

    if (size(words) < 4 .or. modulo(size(words), 2) /= 0) &
      call refuse(place, "a total that is not NAME WEIGHT SPECIES WEIGHT SPECIES ...")
    total%name = words(2) (:name_length)
    allocate (total%species(0), total%weight(0))
    do w = 3, size(words), 2
      total%weight = [total%weight, number(place, words(w))]
      total%species = [total%species, known_species(place, words(w + 1), mech)]
    end do
    mech%totals = [mech%totals, total]
  end subroutine take_total

  !> reference start S duration S step S sun VALUE|day rtol R atol A agrees R
  subroutine take_reference(place, words, mech)
    type(place_type), intent(in) :: place
    character(word_length), intent(in) :: words(:)
    type(mechanism_type), intent(inout) :: mech
    integer :: w

    if (modulo(size(words), 2) /= 1) call refuse(place, "a reference that is not NAME VALUE NAME VALUE ...")
    do w = 2, size(words), 2
      associate (case_ => mech%reference, value => words(w + 1))
        select case (words(w))
        case ("start")
          case_%start_s = number(place, value)
        case ("duration")
          case_%duration_s = number(place, value)
        case ("step")
          case_%step_s = number(place, value)
        case ("sun")
          case_%day_cycle = value == "day"
          if (.not. case_%day_cycle) case_%sun = number(place, value)
        case ("rtol")
          case_%rtol = number(place, value)
        case ("atol")
          case_%atol = number(place, value)
        case ("agrees")
          case_%agreement = number(place, value)
        case default
          call refuse(place, "'"//trim(words(w))//"'; allowed: start duration step sun rtol atol agrees")
        end select
      end associate
    end do
  end subroutine take_reference

  subroutine require_complete(place, mech)
    type(place_type), intent(in) :: place
    type(mechanism_type), intent(in) :: mech
    character(:), allocatable :: missing

    missing = ""
    if (mech%name == "") missing = missing//" mechanism"
    if (size(mech%species) == 0) missing = missing//" species"
    if (size(mech%reactions) == 0) missing = missing//" reaction"
    if (size(mech%totals) == 0) missing = missing//" conserved"
    if (size(mech%reference%species) == 0) missing = missing//" expected"
    if (.not. min(mech%reference%duration_s, mech%reference%step_s, mech%reference%rtol, mech%reference%atol, &
                  mech%reference%agreement) > 0) missing = missing//" reference"
    if (missing /= "") call fail(exit_failure, place%path//": incomplete; what it lacks:"//missing)
  end subroutine require_complete

  !> The totals that the table declares are those that its reactions have.
  subroutine require_conserved(place, mech)
    type(place_type), intent(in) :: place
    type(mechanism_type), intent(in) :: mech
    real(wp) :: weight(size(mech%species)), change
    real(wp), parameter :: round_off = 1.0e-12_wp
    integer :: t, r

    do t = 1, size(mech%totals)
      weight = 0
      weight(mech%totals(t)%species) = mech%totals(t)%weight
      do r = 1, size(mech%reactions)
        change = sum(weight(mech%reactions(r)%species) * mech%reactions(r)%change)
        if (abs(change) > round_off) call fail(exit_failure, place%path//": reaction "//text_of(r)//" does not conserve " &
                                               //trim(mech%totals(t)%name)//"; correct one of the two")
      end do
    end do
  end subroutine require_conserved

  subroutine require_new_name(place, name, mech, fixed)
    type(place_type), intent(in) :: place
    character(*), intent(in) :: name
    type(mechanism_type), intent(in) :: mech
    type(fixed_type), intent(in) :: fixed(:)

    if (len_trim(name) > name_length) call refuse(place, "a species name of more than "//text_of(name_length)//" characters")
    if (scan(name(1:1), "0123456789.-+") > 0) call refuse(place, "a species name that begins like a number")
    if (name == "M" .or. species_index(mech, name) > 0 .or. fixed_index(fixed, name) > 0) &
      call refuse(place, "the species '"//trim(name)//"' a second time")
  end subroutine require_new_name

  !> 0 where there is none of that name.
  pure integer function fixed_index(fixed, name)
    type(fixed_type), intent(in) :: fixed(:)
    character(*), intent(in) :: name

    do fixed_index = size(fixed), 1, -1
      if (fixed(fixed_index)%name == name) return
    end do
  end function fixed_index

  integer function known_species(place, name, mech)
    type(place_type), intent(in) :: place
    character(*), intent(in) :: name
    type(mechanism_type), intent(in) :: mech

    known_species = species_index(mech, name)
    if (known_species == 0) call refuse(place, "the unknown species '"//trim(name)//"'")
  end function known_species

  real(wp) function only_number(place, words)
    type(place_type), intent(in) :: place
    character(word_length), intent(in) :: words(:)

    call want(place, words, 2)
    only_number = number(place, words(2))
  end function only_number

  subroutine want(place, words, count)
    type(place_type), intent(in) :: place
    character(word_length), intent(in) :: words(:)
    integer, intent(in) :: count

    if (size(words) /= count) call refuse(place, text_of(size(words))//" words; "//trim(words(1))//" has " &
                                          //text_of(count))
  end subroutine want

  real(wp) function number(place, word)
    type(place_type), intent(in) :: place
    character(*), intent(in) :: word
    integer :: status

    status = 1
    number = 0
    if (verify(trim(word), "0123456789.eE+-") == 0) read (word, *, iostat=status) number
    if (status /= 0) call refuse(place, "'"//trim(word)//"' where a number belongs")
  end function number

  subroutine refuse(place, got)
    type(place_type), intent(in) :: place
    character(*), intent(in) :: got

    call fail(exit_failure, place%path//", line "//text_of(place%line)//": got "//got)
  end subroutine refuse

  integer function position(words, word)
    character(*), intent(in) :: words(:), word

    position = findloc(words == word, .true., dim=1)
  end function position

  !> Words between blanks, up to a "#".
  function split(line) result(words)
    character(*), intent(in) :: line
    character(word_length), allocatable :: words(:)
    character(word_length) :: found(max_words)
    integer :: count, first, last, length

    length = index(line//"#", "#") - 1
    count = 0
    last = 0
    do
      first = last + verify(line(last + 1:length), " ")
      if (first == last .or. count == max_words) exit
      last = first + index(line(first:length)//" ", " ") - 2
      count = count + 1
      found(count) = line(first:last)
    end do
    words = found(:count)
  end function split
end module mechanism_file

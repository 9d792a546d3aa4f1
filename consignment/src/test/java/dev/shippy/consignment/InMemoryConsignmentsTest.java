package dev.shippy.consignment;

/** The fake keeps the port's promises, so that what is tested with it holds. */
final class InMemoryConsignmentsTest implements ConsignmentRepositoryContract, ConsignmentPagesContract {

    private final InMemoryConsignments repository = new InMemoryConsignments();

    @Override
    public ConsignmentRepository repository() {
        return repository;
    }
}
